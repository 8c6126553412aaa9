package io.cofire.data.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An entry of a folder, or of a list of its files, that is not taken.
 *
 * @param path path below the root, with '/'; of a hidden folder its own, not those of its files
 * @param reason why not
 */
public record PassedOver(String path, Reason reason) {

  private static final int MOST_NAMED = 10;

  /** A text for each reason that is there: how many entries, and the names of the first ten. */
  public static List<String> counted(List<PassedOver> entries) {
    Map<Reason, List<String>> byReason = new EnumMap<>(Reason.class);
    for (PassedOver one : entries) {
      byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one.path());
    }
    return byReason.entrySet().stream().map(one -> line(one.getKey(), one.getValue())).toList();
  }

  private static String line(Reason reason, List<String> paths) {
    String more = paths.size() > MOST_NAMED ? ", ..." : "";
    String named = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
    return String.format(Locale.ROOT, "%s: %,d (%s%s)", reason.words(), paths.size(), named, more);
  }

  /** Why an entry is not taken. */
  public enum Reason {
    /** A link whose target is not there, or that leads to itself. */
    DANGLING("links to nothing", Weight.LOSS),
    /** A link to a folder above it, or to one below the root, whose files are listed once. */
    LOOP("links to folders that are listed already", Weight.LOSS),
    /** A hidden file or folder. */
    HIDDEN("hidden", Weight.LOSS),
    /** {@code ._NAME} and {@code __MACOSX}, which hold no samples whatever their endings. */
    MACOS("left by macOS", Weight.LOSS),
    /** A pipe, a socket or a device. */
    SPECIAL("neither files nor folders", Weight.LOSS),
    /** A name that no text stands for. */
    UNREADABLE("names that are not UTF-8", Weight.LOSS),
    /** An archive, whose files are not looked at. */
    ARCHIVE("archives, to be unpacked", Weight.LOSS),
    /** What a list names, and is not in the folder. */
    MISSING("listed, and not there", Weight.LOSS),
    /** What a list names by a path that leads out of the folder. */
    OUTSIDE("listed, and outside the folder", Weight.LOSS),
    /** A recording that its data set takes only by a list. */
    UNLISTED("in no list", Weight.LOSS),
    /** A file of another kind in the folder of a class. */
    BESIDE("files of other kinds in the folder of a class", Weight.LOSS),
    /** Any other file that the layout has no use for. */
    OTHER("files of other kinds", Weight.NOTED);

    private enum Weight {
      LOSS,
      NOTED
    }

    private final String words;
    private final Weight weight;

    Reason(String words, Weight weight) {
      this.words = words;
      this.weight = weight;
    }

    /** As people read it, before the paths. */
    public String words() {
      return words;
    }

    /** Whether a sample may be lost with it, so that a strict preparation fails. */
    public boolean mayBeLoss() {
      return weight == Weight.LOSS;
    }
  }
}

package io.cofire.data.files;

import io.cofire.data.files.PassedOver.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tree that lists once and remembers which files were opened. Once a layout has made its index of
 * it, it says what neither was read nor is to be.
 */
public final class ReadTree implements FileTree {

  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(?i:zip|7z|rar|tar|tgz|tbz2?|txz|tar\\.(?:gz|bz2|xz|zst))");

  private final FileTree tree;
  private final Set<String> opened = new HashSet<>();
  private Listing listing; // null until it is asked for

  /** Of another tree. */
  public ReadTree(FileTree tree) {
    this.tree = tree;
  }

  /** The tree itself. */
  public FileTree tree() {
    return tree;
  }

  @Override
  public String root() {
    return tree.root();
  }

  @Override
  public Listing listing() throws IOException {
    if (listing == null) {
      listing = tree.listing();
    }
    return listing;
  }

  @Override
  public InputStream open(String path) throws IOException {
    opened.add(path);
    return tree.open(path);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    opened.add(path);
    return tree.open(path, offset);
  }

  /** The same of a layout without lists. */
  public List<PassedOver> leftOver(Stream<TakenFile> samples) throws IOException {
    return leftOver(samples, path -> false);
  }

  /**
   * What is not taken: entries that no layout may take, and files that this one has no use for.
   *
   * @param samples the files that samples come from
   * @param listed whether a file would be one if a list named it
   */
  public List<PassedOver> leftOver(Stream<TakenFile> samples, Predicate<String> listed)
      throws IOException {
    Set<String> used = new HashSet<>(opened);
    Map<String, OptionalInt> folders = new HashMap<>(); // with the one class of what is taken there
    samples.forEach(
        file -> {
          used.add(file.path());
          folders.merge(
              folder(file.path()), file.label(), (a, b) -> a.equals(b) ? a : OptionalInt.empty());
        });
    List<PassedOver> left = new ArrayList<>(listing().passedOver());
    for (Entry file : listing().files()) {
      if (!used.contains(file.path())) {
        boolean beside = folders.getOrDefault(folder(file.path()), OptionalInt.empty()).isPresent();
        Reason other = beside ? Reason.BESIDE : Reason.OTHER;
        Reason kind = listed.test(file.path()) ? Reason.UNLISTED : other;
        left.add(new PassedOver(file.path(), isArchive(file.path()) ? Reason.ARCHIVE : kind));
      }
    }
    return left;
  }

  /**
   * Why there may be no index: what no layout can have read, and archives where the layout found
   * nothing to open.
   */
  public List<PassedOver> unreadable() throws IOException {
    List<PassedOver> left = new ArrayList<>(listing().passedOver());
    if (opened.isEmpty()) {
      listing().files().stream()
          .filter(file -> isArchive(file.path()))
          .forEach(file -> left.add(new PassedOver(file.path(), Reason.ARCHIVE)));
    }
    return left;
  }

  private static boolean isArchive(String path) {
    return ARCHIVE.matcher(path).matches();
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}

package io.cofire.data.imagefiles;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What layouts of picture files have in common. */
public final class PictureFiles {

  /** Matches a file that is called a picture, in the folder before or deeper. */
  static final String PICTURE = "(?:.*/)?[^/]+\\.(?i:jpe?g|png|bmp|gif|webp|tiff?|ppm|pgm)";

  /** Most bytes of a file of names or classes; ImageNet's largest has 1.5 MB. */
  private static final int LARGEST_TEXT = 1 << 26;

  private static final Pattern NAME = Pattern.compile(PICTURE);

  private PictureFiles() {}

  /** Whether a path is called a picture. */
  public static boolean isPicture(String path) {
    return NAME.matcher(path).matches();
  }

  /**
   * A picture by its path.
   *
   * @param split the folder of its split, empty if it is in none
   * @param className the folder of its class
   */
  record Found(FileTree.Entry file, String split, String className) {

    ImageFile labelled(Map<String, Integer> labels) {
      return new ImageFile(file.path(), file.bytes(), labels.get(className));
    }
  }

  /**
   * The pictures of a tree, in the order of their paths.
   *
   * @param pattern has the groups {@code class} and {@code split}
   */
  static List<Found> find(List<FileTree.Entry> files, Pattern pattern) {
    List<Found> found = new ArrayList<>();
    for (FileTree.Entry file : files) {
      Matcher matcher = pattern.matcher(file.path());
      if (matcher.matches()) {
        String split = matcher.group("split").toLowerCase(Locale.ROOT);
        found.add(new Found(file, split, matcher.group("class")));
      }
    }
    return found;
  }

  /** Names in ascending order, each once. */
  static List<String> sorted(Collection<String> names) {
    return List.copyOf(new TreeSet<>(names));
  }

  /** The place of each name. */
  static Map<String, Integer> labels(List<String> names) {
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      labels.put(names.get(i), i);
    }
    return labels;
  }

  /** Synsets with what they mean, where that is known: {@code n01440764 tench, Tinca tinca}. */
  static List<String> named(List<String> synsets, Map<String, String> words) {
    return synsets.stream()
        .map(synset -> words.containsKey(synset) ? synset + " " + words.get(synset) : synset)
        .toList();
  }

  static List<String> lines(FileTree tree, String path) throws IOException {
    try (InputStream in = tree.open(path)) {
      byte[] text = in.readNBytes(LARGEST_TEXT + 1);
      if (text.length > LARGEST_TEXT) {
        throw new ImageException(
            path, String.format(Locale.ROOT, "it has more than %d bytes of names", LARGEST_TEXT));
      }
      return lines(text);
    }
  }

  /** Lines that are not blank. */
  static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The first file whose path ends so. */
  static Optional<FileTree.Entry> ending(List<FileTree.Entry> files, String name) {
    return files.stream().filter(file -> ("/" + file.path()).endsWith("/" + name)).findFirst();
  }

  static Optional<PublishedCounts> demanded(LayoutOptions options, PublishedCounts published) {
    return options.counts() == LayoutOptions.Counts.PUBLISHED
        ? Optional.of(published)
        : Optional.empty();
  }
}

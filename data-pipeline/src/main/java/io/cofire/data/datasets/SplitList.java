package io.cofire.data.datasets;

import io.cofire.data.datasets.LayoutOptions.Counts;
import io.cofire.data.files.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which split each sample belongs to, as a text says: a line {@code path split} or {@code
 * path,split} for each. The split is the last word, so that paths may have blanks. Empty lines,
 * those that begin with {@code #}, and a first line {@code path,split} are passed over.
 *
 * @param name what messages call the text
 * @param splits split by path below the data set's folder, in the order of the lines
 */
public record SplitList(String name, Map<String, String> splits) {

  private static final Pattern LINE = Pattern.compile("(.*[^\\s,;])\\s*[\\s,;]\\s*([^\\s,;]+)");
  private static final Pattern SPLIT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  /** Copies the map. */
  public SplitList {
    splits = new LinkedHashMap<>(splits);
  }

  /**
   * Reads the lines of a text in UTF-8.
   *
   * @param name what messages call it
   * @param in its bytes; the caller closes it
   * @throws DatasetException if a line is none, or two lines say different things of a path
   */
  public static SplitList read(String name, InputStream in) throws IOException {
    SplitList list = new SplitList(name, Map.of());
    int number = 0;
    for (ListLine line : ListLine.read(name, in)) {
      number = line.number();
      if (!line.text().startsWith("#") && !isHeader(line)) {
        list.add(line);
      }
    }
    if (list.splits.isEmpty()) {
      throw list.refused(number, "it lists nothing", "a line PATH SPLIT for each sample");
    }
    return list;
  }

  private static boolean isHeader(ListLine line) {
    return line.number() == 1
        && line.text().toLowerCase(Locale.ROOT).matches("\"?path\"?[\\s,;]+\"?split\"?");
  }

  private void add(ListLine listed) {
    int number = listed.number();
    String text = listed.text();
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw refused(number, text, "a path and, behind a blank or comma, its split");
    }
    String split = unquoted(line.group(2)).toLowerCase(Locale.ROOT);
    if (!SPLIT.matcher(split).matches()) {
      throw refused(number, text, "a split such as train, val or test");
    }
    String path = unquoted(line.group(1)).replaceFirst("^(?:\\./)+", "");
    String before = splits.putIfAbsent(path, split);
    if (before != null && !before.equals(split)) {
      throw refused(number, text, "one split of each path; it was " + before + " above");
    }
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private DatasetException refused(int line, String found, String expected) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot read the splits in %s: line %d: %s (expected %s)",
            name,
            line,
            found,
            expected));
  }

  /**
   * Divides samples as the lines say: {@code train}, {@code val} and {@code test} first, then the
   * other splits in the order of the lines. A line may name one sample, or the file of several.
   *
   * @param dataset name of the layout, for messages
   * @param place what messages call the data set's folder
   * @param all its samples, in order
   * @param counts whether every line must name one of them
   * @throws DatasetException if no line names a sample, or a line names none
   */
  public List<SplitEntries> divide(
      String dataset, String place, List<LabelledEntry> all, Counts counts) {
    Map<String, List<LabelledEntry>> bySplit = new LinkedHashMap<>();
    names().forEach(split -> bySplit.put(split, new ArrayList<>()));
    Set<String> unused = new HashSet<>(splits.keySet());
    List<String> unnamed = new ArrayList<>();
    for (LabelledEntry sample : all) {
      String line = splits.containsKey(sample.id()) ? sample.id() : sample.path();
      String split = splits.get(line);
      unused.remove(line);
      if (split == null) {
        unnamed.add(sample.id());
      } else {
        bySplit.get(split).add(sample);
      }
    }
    if (!unnamed.isEmpty()) {
      throw incomplete(dataset, place, all.size(), unnamed);
    }
    if (!unused.isEmpty() && counts == Counts.PUBLISHED) {
      throw idle(dataset, place, unused);
    }
    return bySplit.entrySet().stream()
        .filter(split -> !split.getValue().isEmpty())
        .map(split -> new SplitEntries(split.getKey(), split.getValue()))
        .toList();
  }

  /**
   * What its lines name and is no sample, where that is let go.
   *
   * @param samples what they may name
   */
  public List<PassedOver> idle(Set<String> samples) {
    return splits.keySet().stream()
        .filter(path -> !samples.contains(path))
        .map(ListedPaths::inVain)
        .toList();
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(SplitFolders.ORDER);
    names.retainAll(splits.values());
    names.addAll(splits.values());
    return names;
  }

  private DatasetException incomplete(String dataset, String place, int all, List<String> unnamed) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %s says nothing of %,d of %,d samples, such as %s; add a line for each, PATH SPLIT, with the path below the folder",
            dataset,
            place,
            name,
            unnamed.size(),
            all,
            unnamed.get(0)));
  }

  private DatasetException idle(String dataset, String place, Set<String> unused) {
    return new DatasetException(
        String.format(
            Locale.ROOT,
            "Cannot index data set %s in %s: %,d of %,d paths in %s are no samples, such as %s; remove the lines, or take a part of them with --subset",
            dataset,
            place,
            unused.size(),
            splits.size(),
            name,
            splits.keySet().stream().filter(unused::contains).findFirst().orElseThrow()));
  }
}

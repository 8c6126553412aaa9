package io.cofire.data.datasets;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lists of a data set call the classes of its folders: a number each, the same in all
 * lines. One thread.
 */
final class ClassNumbers {

  private static final Pattern NUMBERED = Pattern.compile("class([0-9]{1,9})");

  private final ListedPaths paths;
  private final Map<String, Told> byFolder = new HashMap<>();
  private final Map<Integer, Told> byNumber = new HashMap<>();

  /** What a line says of a class. */
  private record Told(String folder, int number, ListLine line) {
    private String words() {
      return String.format(Locale.ROOT, "%s is class %d in %s", folder, number, line.place());
    }
  }

  ClassNumbers(ListedPaths paths) {
    this.paths = paths;
  }

  /**
   * A line gives the recordings of a folder a number.
   *
   * @throws DatasetException if another line or the folder's own name says otherwise
   */
  void add(ListLine line, String folder, int number) {
    Told told = new Told(folder, number, line);
    Told ofFolder = byFolder.putIfAbsent(folder, told);
    Told ofNumber = byNumber.putIfAbsent(number, told);
    Told first = ofFolder == null ? ofNumber : ofFolder;
    if (first != null && !(first.number() == number && first.folder().equals(folder))) {
      throw disagree(first.words(), told.words());
    }
    Matcher own = NUMBERED.matcher(folder);
    if (own.matches() && Integer.parseInt(own.group(1)) != number) {
      throw disagree(told.words(), "class " + Integer.parseInt(own.group(1)) + " by its name");
    }
  }

  private DatasetException disagree(String one, String other) {
    return paths.wrong(
        one + " and " + other + " (expected one number of each folder)", "the lists");
  }
}

package io.cofire.data.datasets;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How recordings without an official split are divided. Every split keeps the order of the data
 * set; which recordings it holds depends on their order and the seed alone.
 */
public sealed interface Splitting {

  /**
   * Divides the recordings.
   *
   * @param recordings in the order of the data set
   * @param seed decides random choices
   */
  List<SplitEntries> split(List<LabelledEntry> recordings, long seed);

  /** Whether the seed decides it. */
  default boolean isRandom() {
    return false;
  }

  /**
   * Divides the samples of a data set as its user chose.
   *
   * @param dataset name of the layout, for messages
   * @param place what messages call the data set's folder
   * @param all its samples, in order
   * @param options a list of the samples' splits, or the seed
   * @param chosen text of a splitting, where there is no list
   * @throws DatasetException if a sample is not listed, or a split of the text is empty
   */
  static List<SplitEntries> divide(
      String dataset, String place, List<LabelledEntry> all, LayoutOptions options, String chosen) {
    if (options.list().isPresent()) {
      return options.list().get().divide(dataset, place, all, options.counts());
    }
    Splitting splitting = parse(chosen);
    if (!splitting.isRandom()) {
      options.requireUnseeded(dataset, chosen);
    }
    List<SplitEntries> divided = splitting.split(all, options.splitSeed());
    for (SplitEntries split : divided) {
      if (split.recordings().isEmpty()) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: split %s of %d samples by %s is empty; add samples, or choose another --split, such as stratified:0.5",
                dataset,
                place,
                split.name(),
                all.size(),
                chosen));
      }
    }
    return divided;
  }

  /** Into {@code train} and {@code test}. */
  sealed interface TwoWay extends Splitting {

    /**
     * Which recordings are tested.
     *
     * @return one flag a recording
     */
    boolean[] tested(List<LabelledEntry> recordings, long seed);

    @Override
    default List<SplitEntries> split(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = tested(recordings, seed);
      int[] parts = new int[tested.length];
      Arrays.setAll(parts, i -> tested[i] ? 1 : 0);
      return parts(recordings, parts, List.of("train", "test"));
    }
  }

  /** Of n recordings of each class the first ceil(part * n) train (SEW's CIFAR10-DVS at 0.9). */
  record First(double part) implements TwoWay {
    /** Checks the part. */
    public First {
      requirePart(part);
    }

    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = new boolean[recordings.size()];
      for (int[] members : byClass(recordings)) {
        markBeyond(members, train(part, members.length), tested);
      }
      return tested;
    }
  }

  /** Of n recordings of each class ceil(part * n), drawn at random, train. */
  record Stratified(double part) implements TwoWay {
    /** Checks the part. */
    public Stratified {
      requirePart(part);
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = new boolean[recordings.size()];
      SplittableRandom random = Key.of(seed).child("split").random();
      for (int[] members : byClass(recordings)) {
        shuffle(members, random);
        markBeyond(members, train(part, members.length), tested);
      }
      return tested;
    }
  }

  /** Of all n recordings ceil(part * n), drawn at random whatever their class, train. */
  record Shuffled(double part) implements TwoWay {
    /** Checks the part. */
    public Shuffled {
      requirePart(part);
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = new boolean[recordings.size()];
      int[] all = new int[tested.length];
      Arrays.setAll(all, i -> i);
      shuffle(all, Key.of(seed).child("split").random());
      markBeyond(all, train(part, all.length), tested);
      return tested;
    }
  }

  /**
   * Stratified cross-validation: each class is shuffled and dealt over the folds, going on where
   * the class before it ended, so that folds differ by at most one in size, overall and in each
   * class. The splits are {@code fold1}, {@code fold2}, ...
   *
   * @param of number of folds, at least 2
   */
  record Folds(int of) implements Splitting {
    /** Checks the number. */
    public Folds {
      if (of < 2) {
        throw new InvalidValue("split", "folds:" + of, "must be at least 2 folds");
      }
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public List<SplitEntries> split(List<LabelledEntry> recordings, long seed) {
      List<String> names = IntStream.rangeClosed(1, of).mapToObj(k -> "fold" + k).toList();
      return parts(recordings, dealt(recordings, seed), names);
    }

    /** The fold of each recording, from 0. */
    int[] dealt(List<LabelledEntry> recordings, long seed) {
      int[] folds = new int[recordings.size()];
      SplittableRandom random = Key.of(seed).child("split").random();
      int dealt = 0;
      for (int[] members : byClass(recordings)) {
        shuffle(members, random);
        for (int member : members) {
          folds[member] = dealt++ % of;
        }
      }
      return folds;
    }
  }

  /**
   * One of {@link Folds} is tested, the others train.
   *
   * @param fold the tested one, from 1
   * @param of number of folds, at least 2
   */
  record Fold(int fold, int of) implements TwoWay {
    /** Checks the numbers. */
    public Fold {
      if (of < 2 || fold < 1 || fold > of) {
        throw new InvalidValue(
            "split",
            String.format(Locale.ROOT, "fold:%d/%d", fold, of),
            "must be one of at least 2 folds, counted from 1");
      }
    }

    @Override
    public boolean isRandom() {
      return true;
    }

    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      int[] folds = new Folds(of).dealt(recordings, seed);
      boolean[] tested = new boolean[folds.length];
      for (int i = 0; i < folds.length; i++) {
        tested[i] = folds[i] == fold - 1;
      }
      return tested;
    }
  }

  /** Recordings whose file name ends in a number below the limit are tested (TEBN at 100). */
  record Numbered(int below) implements TwoWay {
    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = new boolean[recordings.size()];
      for (int i = 0; i < tested.length; i++) {
        tested[i] = number(recordings.get(i).path()) < below;
      }
      return tested;
    }
  }

  /** Recordings whose file name ends in a number below the limit train, the others are tested. */
  record Below(int limit) implements TwoWay {
    @Override
    public boolean[] tested(List<LabelledEntry> recordings, long seed) {
      boolean[] tested = new Numbered(limit).tested(recordings, seed);
      for (int i = 0; i < tested.length; i++) {
        tested[i] = !tested[i];
      }
      return tested;
    }
  }

  /**
   * All of them are one split: a set for scoring alone, where it is not called {@code train}.
   *
   * @param name of the split
   */
  record All(String name) implements Splitting {

    private static final Pattern TEXT = Pattern.compile("all:([a-z0-9]+(?:-[a-z0-9]+)*)");

    /** That of a text; empty if it is another splitting or none. */
    static Optional<All> named(String text) {
      Matcher all = TEXT.matcher(text);
      return all.matches() ? Optional.of(new All(all.group(1))) : Optional.empty();
    }

    @Override
    public List<SplitEntries> split(List<LabelledEntry> recordings, long seed) {
      return List.of(new SplitEntries(name, recordings));
    }
  }

  /**
   * A splitting from its text: {@code first:0.9}, {@code stratified:0.8}, {@code shuffled:0.9},
   * {@code folds:5}, {@code fold:1/5}, {@code numbered:100}, {@code below:100} or {@code all:test}.
   *
   * @throws InvalidValue if it is none of these
   */
  static Splitting parse(String text) {
    Optional<All> all = All.named(text);
    if (all.isPresent()) {
      return all.get();
    }
    Matcher parts = Pattern.compile("([a-z]+):([0-9.]{1,9}(?:/[0-9]{1,9})?)").matcher(text);
    if (!parts.matches()) {
      throw unknown(text);
    }
    String value = parts.group(2);
    try {
      return switch (parts.group(1)) {
        case "first" -> new First(Double.parseDouble(value));
        case "stratified" -> new Stratified(Double.parseDouble(value));
        case "shuffled" -> new Shuffled(Double.parseDouble(value));
        case "numbered" -> new Numbered(Integer.parseInt(value));
        case "below" -> new Below(Integer.parseInt(value));
        case "folds" -> new Folds(Integer.parseInt(value));
        case "fold" -> fold(value);
        default -> throw unknown(text);
      };
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
  }

  private static Fold fold(String value) {
    int slash = value.indexOf('/');
    return new Fold(
        Integer.parseInt(value.substring(0, Math.max(0, slash))),
        Integer.parseInt(value.substring(slash + 1)));
  }

  private static InvalidValue unknown(String text) {
    return new InvalidValue(
        "split",
        text,
        "expected such as first:0.9, stratified:0.8, shuffled:0.9, folds:5, fold:1/5, numbered:100, below:100 or all:test");
  }

  /** The recordings by the number of their part. */
  private static List<SplitEntries> parts(
      List<LabelledEntry> recordings, int[] part, List<String> names) {
    List<SplitEntries> splits = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      List<LabelledEntry> members = new ArrayList<>();
      for (int i = 0; i < part.length; i++) {
        if (part[i] == k) {
          members.add(recordings.get(i));
        }
      }
      splits.add(new SplitEntries(names.get(k), members));
    }
    return splits;
  }

  private static long number(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    Matcher number =
        Pattern.compile(".*?([0-9]+)[^0-9/]*").matcher(dot < 0 ? name : name.substring(0, dot));
    if (!number.matches() || number.group(1).length() > 18) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot split by number: %s does not end in a number of at most 18 digits; choose another split",
              path));
    }
    return Long.parseLong(number.group(1));
  }

  private static void requirePart(double part) {
    if (!(part > 0 && part < 1)) {
      throw new InvalidValue(
          "split",
          String.format(Locale.ROOT, "a part of %s trains", part),
          "must be between 0 and 1");
    }
  }

  /** ceil(part * n), where 0.9 * 10 is 9 although its double is more. */
  private static int train(double part, int n) {
    return (int) Math.ceil(part * n - 1e-9);
  }

  private static void markBeyond(int[] members, int from, boolean[] marks) {
    for (int i = from; i < members.length; i++) {
      marks[members[i]] = true;
    }
  }

  /** Places of each class's recordings, classes in order. */
  private static List<int[]> byClass(List<LabelledEntry> recordings) {
    TreeMap<Integer, List<Integer>> classes = new TreeMap<>();
    for (int i = 0; i < recordings.size(); i++) {
      classes.computeIfAbsent(recordings.get(i).label(), label -> new ArrayList<>()).add(i);
    }
    return classes.values().stream()
        .map(places -> places.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}

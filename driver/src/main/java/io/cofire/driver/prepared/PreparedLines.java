package io.cofire.driver.prepared;

import io.cofire.data.batches.ClassMix;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.spark.PrepareResult;
import io.cofire.data.spark.SampleMedians;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a folder was taken for, line by line. */
public final class PreparedLines {

  private static final int MOST_NAMED = 10;

  private final PrepareResult result;
  private final List<String> classes;
  private final String word;

  private PreparedLines(PrepareResult result) {
    this.result = result;
    this.classes = result.manifest().classes();
    this.word = result.manifest().contents().word();
  }

  /** Classes, splits with the samples of each class, and classes that nothing is left of. */
  public static List<String> of(PrepareResult result) {
    PreparedLines lines = new PreparedLines(result);
    List<String> all = new ArrayList<>();
    all.add(
        String.format(
            Locale.ROOT, "classes: %,d (%s)", lines.classes.size(), named(lines.classes)));
    for (SplitInfo split : result.manifest().splits()) {
      all.add(lines.size(split));
      all.add(String.format(Locale.ROOT, "%s: %s", split.name(), lines.byClass(split)));
      mix(split).ifPresent(all::add);
    }
    all.addAll(lines.missing());
    if (result.manifest().splits().stream().allMatch(split -> split.name().equals("train"))) {
      all.add(
          "warning: nothing is held out to be scored; divide it with --split, or prepare a test set");
    }
    return all;
  }

  /** How the shards of what may be trained on mix the classes. */
  private static Optional<String> mix(SplitInfo split) {
    if (split.name().equals("test")) {
      return Optional.empty();
    }
    return ClassMix.of(split)
        .map(
            mix ->
                String.format(
                    Locale.ROOT,
                    "%s: %s%s",
                    split.name(),
                    mix.describe(),
                    mix.isPoor() ? "; data.shuffle windows needs them mixed, by --shuffle" : ""));
  }

  private static String named(List<String> names) {
    String more = names.size() > MOST_NAMED ? ", ..." : "";
    return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
  }

  private String size(SplitInfo split) {
    Contents contents = result.manifest().contents();
    String size =
        contents.either(
            events -> String.format(Locale.ROOT, "%,d events", split.events()),
            images -> String.format(Locale.ROOT, "%,.1f MB", split.bytes() / 1e6));
    return String.format(
        Locale.ROOT,
        "%s: %,d %s, %s, %d shards",
        split.name(),
        split.samples(),
        word,
        size,
        split.shards().size());
  }

  /** How many of each class, of many classes the smallest and the largest; and medians. */
  private String byClass(SplitInfo split) {
    int[] counts = counts(split);
    int least = smallest(counts);
    int most = largest(counts);
    String text;
    if (counts[least] == counts[most]) {
      text = String.format(Locale.ROOT, "%,d of each class", counts[least]);
    } else if (counts.length <= MOST_NAMED) {
      text =
          IntStream.range(0, counts.length)
              .mapToObj(i -> String.format(Locale.ROOT, "%,d of %s", counts[i], classes.get(i)))
              .collect(Collectors.joining(", "));
    } else {
      text =
          String.format(
              Locale.ROOT,
              "%,d (%s) to %,d (%s) of a class",
              counts[least],
              classes.get(least),
              counts[most],
              classes.get(most));
    }
    return result.medians().stream()
        .filter(medians -> medians.split().equals(split.name()))
        .findFirst()
        .map(medians -> text + median(medians))
        .orElse(text);
  }

  private static String median(SampleMedians medians) {
    return String.format(
        Locale.ROOT, "; median %,.3f ms and %,d events", medians.micros() / 1e3, medians.events());
  }

  private int[] counts(SplitInfo split) {
    int[] counts = new int[classes.size()];
    Arrays.stream(split.labels()).forEach(label -> counts[label]++);
    return counts;
  }

  private static int smallest(int[] counts) {
    return IntStream.range(0, counts.length)
        .reduce((a, b) -> counts[b] < counts[a] ? b : a)
        .orElse(0);
  }

  private static int largest(int[] counts) {
    return IntStream.range(0, counts.length)
        .reduce((a, b) -> counts[b] > counts[a] ? b : a)
        .orElse(0);
  }

  /** Classes without a sample, which nothing can be learned or said of. */
  private List<String> missing() {
    Manifest manifest = result.manifest();
    List<String> lines = new ArrayList<>();
    int[] all = new int[classes.size()];
    for (SplitInfo split : manifest.splits()) {
      int[] counts = counts(split);
      Arrays.setAll(all, i -> all[i] + counts[i]);
    }
    List<String> lost = without(all);
    if (!lost.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "warning: no %s are left of %d of the classes: %s%s",
              word,
              lost.size(),
              named(lost),
              manifest.rejected().isEmpty() ? "" : "; see what was rejected"));
    }
    for (SplitInfo split : manifest.splits()) {
      List<String> here = new ArrayList<>(without(counts(split)));
      here.removeAll(lost);
      if (!here.isEmpty()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "warning: %s has no %s of %d of the classes: %s",
                split.name(),
                word,
                here.size(),
                named(here)));
      }
    }
    return lines;
  }

  private List<String> without(int[] counts) {
    return IntStream.range(0, counts.length)
        .filter(i -> counts[i] == 0)
        .mapToObj(classes::get)
        .toList();
  }
}

package io.cofire.data.datasets;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import java.util.Locale;
import java.util.Optional;

/**
 * What a layout leaves to its user.
 *
 * @param counts whether the published numbers of recordings must be there
 * @param split how a data set without an official split is divided: a name that the layout knows or
 *     the text of a {@link Splitting}; empty for the layout's default
 * @param splitSeed decides a random split
 * @param sensor size of the sensor, for layouts that do not know it
 * @param list which split each sample belongs to, whatever the layout says; empty if nothing lists
 *     them
 */
public record LayoutOptions(
    Counts counts,
    Optional<String> split,
    long splitSeed,
    Optional<SensorGeometry> sensor,
    Optional<SplitList> list) {

  private static final long STANDARD_SEED = 1;

  /** Whether the published numbers of recordings must be there. */
  public enum Counts {
    /** Another number is an error. */
    PUBLISHED,
    /** A part of the data set is taken as it is. */
    ANY
  }

  /** Without a list of splits. */
  public LayoutOptions(
      Counts counts, Optional<String> split, long splitSeed, Optional<SensorGeometry> sensor) {
    this(counts, split, splitSeed, sensor, Optional.empty());
  }

  /** The published numbers, the layout's own split and sensor. */
  public static LayoutOptions standard() {
    return new LayoutOptions(Counts.PUBLISHED, Optional.empty(), STANDARD_SEED, Optional.empty());
  }

  /** The same with another demand on the numbers. */
  public LayoutOptions withCounts(Counts other) {
    return new LayoutOptions(other, split, splitSeed, sensor, list);
  }

  /** The same with another split. */
  public LayoutOptions withSplit(String other) {
    return new LayoutOptions(counts, Optional.of(other), splitSeed, sensor, list);
  }

  /** The same with another seed of random splits. */
  public LayoutOptions withSplitSeed(long other) {
    return new LayoutOptions(counts, split, other, sensor, list);
  }

  /** The same with the size of the sensor known. */
  public LayoutOptions withSensor(SensorGeometry other) {
    return new LayoutOptions(counts, split, splitSeed, Optional.of(other), list);
  }

  /** The same with a list of the samples' splits. */
  public LayoutOptions withList(SplitList other) {
    return new LayoutOptions(counts, split, splitSeed, sensor, Optional.of(other));
  }

  /**
   * Whether the layout's own splits do not matter, nor whether all of them are there: its user
   * lists the samples' splits, or takes all samples as one. Every layout can do that.
   */
  public boolean isOwn() {
    return list.isPresent() || onlySplit().isPresent();
  }

  /** Name of the one split that all samples are taken as; empty if they are divided. */
  public Optional<String> onlySplit() {
    return split.flatMap(Splitting.All::named).map(Splitting.All::name);
  }

  /** Whether the samples are divided otherwise than the layout does by itself. */
  public boolean isDivided() {
    return list.isPresent() || split.isPresent();
  }

  /**
   * Refuses to divide a data set whose split is official.
   *
   * @param layout its name
   * @throws Misfit if that was asked for
   */
  public void requireOfficial(String layout) {
    if (split.isPresent() && !isOwn()) {
      throw official(layout, split.get(), "--split");
    }
    if (splitSeed != STANDARD_SEED && !isOwn()) {
      throw official(layout, "the seed " + splitSeed, "--split-seed");
    }
  }

  /**
   * Refuses a seed where nothing is drawn by it.
   *
   * @param layout its name
   * @param division what decides the splits instead
   * @throws Misfit if a seed was stated
   */
  public void requireUnseeded(String layout, String division) {
    if (splitSeed != STANDARD_SEED) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot split data set %s by the seed %d: it is divided by %s, which draws nothing; leave --split-seed out",
              layout,
              splitSeed,
              division));
    }
  }

  private static Misfit official(String layout, String asked, String option) {
    return new Misfit(
        String.format(
            Locale.ROOT,
            "Cannot split data set %s by %s: its split is official; leave %s out",
            layout,
            asked,
            option));
  }
}

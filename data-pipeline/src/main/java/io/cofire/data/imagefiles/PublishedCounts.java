package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import java.util.Locale;

/**
 * What a data set is published to hold.
 *
 * @param classes number of classes
 * @param train images for training
 * @param test images that are scored
 */
public record PublishedCounts(int classes, int train, int test) {

  /** Images of all splits. */
  public long all() {
    return (long) train + test;
  }

  /**
   * Compares a split with what is published; other splits than the published ones pass.
   *
   * @param place what messages call the data set's folder
   * @throws DatasetException if the number differs
   */
  public void requireImages(String place, String dataset, String split, long found) {
    switch (split) {
      case "train" -> require(place, dataset, "images in split train", train, found);
      case "test" -> require(place, dataset, "images in split test", test, found);
      default -> {}
    }
  }

  void requireClasses(String place, String dataset, int found) {
    require(place, dataset, "classes", classes, found);
  }

  void requireAll(String place, String dataset, long found) {
    require(place, dataset, "images", all(), found);
  }

  private static void require(
      String place, String dataset, String what, long expected, long found) {
    if (expected != found) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "Cannot index data set %s in %s: %d %s (expected %d); fetch what is missing, or take a part of it with --subset",
              dataset,
              place,
              found,
              what,
              expected));
    }
  }
}

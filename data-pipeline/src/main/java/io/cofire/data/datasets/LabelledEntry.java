package io.cofire.data.datasets;

import io.cofire.data.events.TimeRange;

/**
 * One labelled recording or image of a data set, or one labelled part of a recording.
 *
 * @param path path below the data set's folder, with '/'; for an image among others in a file, that
 *     of the file and its number
 * @param bytes length of the file, or this part's share of it
 * @param label class, an index into the data set's classes
 * @param range the part that is meant; parts of one recording may overlap
 */
public record LabelledEntry(String path, long bytes, int label, TimeRange range) {

  /** A whole recording or image. */
  public static LabelledEntry whole(String path, long bytes, int label) {
    return new LabelledEntry(path, bytes, label, TimeRange.ALL);
  }

  /** Names it in shards and messages: the path, and the range where it is a part. */
  public String id() {
    return range.equals(TimeRange.ALL)
        ? path
        : path + "@" + range.fromMicros() + "-" + range.toMicros();
  }
}

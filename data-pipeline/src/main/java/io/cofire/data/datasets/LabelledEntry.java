package io.cofire.data.datasets;

import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.read.EndToEnd;
import java.util.Locale;

/**
 * One labelled recording or image of a data set, or one labelled part of a recording.
 *
 * @param path path below the data set's folder, with '/'; for an image among others in a file, that
 *     of the file and its number
 * @param bytes length of the file, or this part's share of it
 * @param label class, an index into the data set's classes
 * @param range the part that is meant; parts of one recording may overlap
 * @param number of a recording among others in its file, which are laid {@link EndToEnd end to
 *     end}; {@link #ALONE} for any other
 */
public record LabelledEntry(String path, long bytes, int label, TimeRange range, int number) {

  /** The number of what is no recording among others in its file. */
  public static final int ALONE = -1;

  /** A part of a recording. */
  public LabelledEntry(String path, long bytes, int label, TimeRange range) {
    this(path, bytes, label, range, ALONE);
  }

  /** A recording among others in its file. */
  static LabelledEntry numbered(String path, long bytes, int label, int number) {
    return new LabelledEntry(path, bytes, label, EndToEnd.range(number), number);
  }

  /** Where its time 0 is among the times of its file. */
  public long originMicros() {
    return number == ALONE ? 0 : EndToEnd.startMicros(number);
  }

  /** A whole recording or image. */
  public static LabelledEntry whole(String path, long bytes, int label) {
    return new LabelledEntry(path, bytes, label, TimeRange.ALL);
  }

  /** Names it in shards and messages: the path, and the number or range where it is a part. */
  public String id() {
    if (number != ALONE) {
      return String.format(Locale.ROOT, "%s/%05d", path, number);
    }
    return range.equals(TimeRange.ALL)
        ? path
        : path + "@" + range.fromMicros() + "-" + range.toMicros();
  }
}

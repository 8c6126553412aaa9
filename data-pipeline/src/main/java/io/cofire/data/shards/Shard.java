package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import java.util.List;
import java.util.Locale;

/**
 * The samples of one shard, events still packed and images still encoded: small enough to keep in
 * memory, quick to unpack one by one.
 */
public final class Shard {

  private final List<ShardRow> rows;

  Shard(List<? extends ShardRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Number of samples. */
  public int size() {
    return rows.size();
  }

  /** Bytes that this shard holds in memory, about. */
  public long bytes() {
    return rows.stream().mapToLong(ShardRow::held).sum();
  }

  /** Bytes that one of its samples holds, about. */
  long bytes(int index) {
    return rows.get(index).held();
  }

  /**
   * The events of one sample.
   *
   * @throws ShardException if it is an image
   */
  public EventStream events(int index) {
    return recording(index).events();
  }

  /**
   * One recording.
   *
   * @throws ShardException if it is an image
   */
  public Sample sample(int index) {
    return recording(index).unpack();
  }

  /** Where a recording or image came from: the path below its data set's folder. */
  public String name(int index) {
    return rows.get(index).name();
  }

  /**
   * One image.
   *
   * @throws ShardException if it is a recording
   */
  public EncodedImage image(int index) {
    if (rows.get(index) instanceof ShardRow.Picture picture) {
      return picture.image();
    }
    throw new ShardException(
        String.format(
            Locale.ROOT,
            "Cannot read sample %s as an image: it is a recording of events",
            recording(index).id()));
  }

  private PackedSample recording(int index) {
    if (rows.get(index) instanceof ShardRow.Recording recording) {
      return recording.sample();
    }
    throw new ShardException(
        String.format(
            Locale.ROOT, "Cannot read sample %s as events: it is an image", image(index).name()));
  }
}

package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import java.util.List;

/**
 * The samples of one shard with their events still packed: small enough to keep in memory, quick to
 * unpack one by one.
 */
public final class Shard {

  private final List<PackedSample> samples;

  Shard(List<PackedSample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** Number of samples. */
  public int size() {
    return samples.size();
  }

  /** Bytes that this shard holds in memory, about. */
  public long bytes() {
    return samples.stream().mapToLong(PackedSample::bytes).sum();
  }

  /** The events of one sample. */
  public EventStream events(int index) {
    return samples.get(index).events();
  }

  /** One sample. */
  public Sample sample(int index) {
    return samples.get(index).unpack();
  }
}

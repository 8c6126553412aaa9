package io.cofire.ops.rank;

import io.cofire.ops.network.Network;
import io.cofire.ops.tensor.Memory;

/**
 * What a rank's minibatches are trained on: its network, and a twin of other buffers for the
 * minibatch at an epoch's end where that has another size, made when the first one comes. Only one
 * of them has memory for activations at a time.
 */
final class Bench implements AutoCloseable {

  private final Network whole;
  private final Memory memory;
  private final TrainerConfig config;
  private final GradientBuckets buckets;
  private final Feed feed;
  private Network twin;
  private Feed twinFeed;
  private boolean other; // the last minibatch was one of its size

  Bench(Network whole, Memory memory, TrainerConfig config, GradientBuckets buckets) {
    this.whole = whole;
    this.memory = memory;
    this.config = config;
    this.buckets = buckets;
    this.feed = new Feed(whole, memory, config.rankBatch());
  }

  /** The network for whole minibatches, in training and in evaluation, with its feed. */
  Feed whole() {
    choose(false);
    return feed;
  }

  /** The feed for a minibatch of so many samples. */
  Feed of(int samples) {
    choose(samples != config.rankBatch());
    return other ? twinFeed : feed;
  }

  /** The network of the last feed that was asked for. */
  Network network() {
    return other ? twin : whole;
  }

  private void choose(boolean last) {
    if (last == other) {
      return;
    }
    network().buffers().rest();
    other = last;
    if (last && twin == null) {
      int places = config.lastPlaces();
      twin = whole.sharing(config.input(), places);
      twinFeed = new Feed(twin, memory, places);
      buckets.listen(twin);
    }
  }

  @Override
  public void close() {
    if (twinFeed != null) {
      twinFeed.close();
    }
    feed.close();
  }
}

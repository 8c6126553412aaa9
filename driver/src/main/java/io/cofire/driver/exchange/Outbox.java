package io.cofire.driver.exchange;

import java.util.List;
import java.util.stream.IntStream;

/** What a host sends to the others, cut into messages. */
final class Outbox {

  private final List<Integer> others;
  private volatile Wire wire;

  Outbox(Placement placement, int host) {
    this.others =
        IntStream.range(0, placement.hosts()).filter(other -> other != host).boxed().toList();
  }

  /** Gives it its way; before anything is sent. */
  void join(Wire connected) {
    wire = connected;
  }

  /** All hosts but this one, in order. */
  List<Integer> others() {
    return others;
  }

  /** Sends a short message to all, at once. */
  void express(Frame frame) {
    for (int other : others) {
      wire.express(other, frame);
    }
  }

  /** Sends a block to some hosts: past the sums if it fits one message. It must stay as it is. */
  void block(Frame block, List<Integer> hosts) {
    for (int other : hosts) {
      if (block.total() <= Frame.MAX_VALUES) {
        wire.express(other, block);
      } else {
        bulk(other, block, 0, block.total(), () -> {});
      }
    }
  }

  /**
   * Queues the values from one place of a vector to another, chunk by chunk.
   *
   * @param whole a message with all of the vector
   * @param copied is run for each chunk when its values may be written again
   */
  void bulk(int other, Frame whole, int begin, int end, Runnable copied) {
    for (int at = begin; at < end; at += Frame.MAX_VALUES) {
      int n = Math.min(Frame.MAX_VALUES, end - at);
      wire.bulk(other, whole.part(at, whole.values().slice(at, n)), copied);
    }
  }
}

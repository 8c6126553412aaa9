package io.cofire.ops.rank;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.collective.PendingSum;
import io.cofire.ops.network.Layout.Entry;
import io.cofire.ops.network.Network;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The sum of gradients over all ranks, begun while the backward still runs. Backward completes
 * gradients roughly from the end of the flat vector to its beginning, so the vector is cut from its
 * end, between parameters, into buckets of at least {@link Collective#overlapFloats} values; each
 * is summed as soon as it and those behind it are complete. Every rank has the same network, so all
 * begin the same sums at the same places among the norms' exchanges. The bits are those of one sum
 * of the whole vector, since every value is added on its own.
 */
final class GradientBuckets {

  private final Collective collective;
  private final Memory memory;
  private final Tensor gradients;
  private final HostVector flat;
  private final List<Entry> entries;
  private final List<Bucket> buckets;
  private final int[] bucketOf; // by parameter
  private final boolean[] complete; // by parameter
  private final int[] open; // parameters that are not complete, by bucket
  private final List<PendingSum> begun = new ArrayList<>();
  private boolean held; // the backward is one of several whose sum is taken later
  private float[] kept; // what this rank adds in place of what a backward without a sample leaves

  /** Values from begin (inclusive) to end, those of the parameters first to last. */
  private record Bucket(int begin, int end, int first, int last) {}

  /**
   * Buckets of a network's gradient.
   *
   * @param flat a place on the host for all of it
   */
  GradientBuckets(Collective collective, Network network, Memory memory, HostVector flat) {
    this.collective = collective;
    this.memory = memory;
    this.gradients = network.parameters().gradients();
    this.flat = flat;
    this.entries = network.parameters().layout().entries();
    this.buckets = cut(entries, collective.overlapFloats());
    this.bucketOf = new int[entries.size()];
    this.complete = new boolean[entries.size()];
    this.open = new int[buckets.size()];
    for (int b = 0; b < open.length; b++) {
      Arrays.fill(bucketOf, buckets.get(b).first, buckets.get(b).last + 1, b);
    }
    listen(network);
  }

  /** Follows the backwards of a network, one of the same parameters and gradients. */
  void listen(Network network) {
    if (collective.size() > 1) {
      network.onGradient(this::complete);
    }
  }

  /** From the end; what is left at the beginning joins the last bucket if it is small. */
  private static List<Bucket> cut(List<Entry> entries, int least) {
    List<Bucket> buckets = new ArrayList<>();
    int last = entries.size() - 1;
    for (int first = last; first >= 0; first--) {
      int begin = entries.get(first).offset();
      int end = entries.get(last).end();
      if (first == 0 || (end - begin >= least && begin >= least)) {
        buckets.add(new Bucket(begin, end, first, last));
        last = first - 1;
      }
    }
    return buckets;
  }

  /** A backward follows that adds to the gradients, which are not summed after it. */
  void hold() {
    held = true;
  }

  /**
   * A backward follows, the last before the sum.
   *
   * @param absent whether this rank has no sample in it, so that it adds what it has so far
   */
  void start(boolean absent) {
    held = false;
    kept = absent ? flat.toArray(gradients) : null;
    begun.clear();
    Arrays.fill(complete, false);
    for (int b = 0; b < open.length; b++) {
      open[b] = buckets.get(b).last - buckets.get(b).first + 1;
    }
  }

  private void complete(int parameter) {
    if (held) {
      return;
    }
    if (complete[parameter]) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "Cannot sum gradients early: that of %s was added to after it was complete",
              entries.get(parameter).name()));
    }
    complete[parameter] = true;
    open[bucketOf[parameter]]--;
    while (begun.size() < open.length && open[begun.size()] == 0) {
      begin(buckets.get(begun.size()));
    }
  }

  private void begin(Bucket bucket) {
    int length = bucket.end - bucket.begin;
    var values = flat.values().slice(bucket.begin, length);
    if (kept != null) {
      values.duplicate().put(kept, bucket.begin, length);
    } else {
      memory.download(gradients.slice(bucket.begin, Shape.of(length)), values);
    }
    String name =
        buckets.size() == 1
            ? "gradients"
            : String.format(
                Locale.ROOT,
                "gradients from %s to %s",
                entries.get(bucket.first).name(),
                entries.get(bucket.last).name());
    begun.add(collective.begin(name, values));
  }

  /** The backward has ended: replaces the gradients by their sums over all ranks. */
  void finish() {
    if (collective.size() == 1) {
      return;
    }
    while (begun.size() < buckets.size()) {
      begin(buckets.get(begun.size()));
    }
    for (int b = 0; b < begun.size(); b++) {
      Bucket bucket = buckets.get(b);
      int length = bucket.end - bucket.begin;
      begun.get(b).await();
      memory.upload(
          flat.values().slice(bucket.begin, length),
          gradients.slice(bucket.begin, Shape.of(length)));
    }
  }
}

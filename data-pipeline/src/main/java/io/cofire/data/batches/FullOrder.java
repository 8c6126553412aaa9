package io.cofire.data.batches;

import io.cofire.data.random.Key;
import io.cofire.data.readahead.Stretch;
import java.util.Arrays;
import java.util.List;

/**
 * Each epoch is a fresh permutation of the whole split: any sample may follow any other, so that
 * every batch of a set that does not fit the memory touches as many shards as it has samples.
 *
 * @param key decides every permutation
 * @param samples size of the split
 */
record FullOrder(Key key, int samples) implements EpochOrder {

  @Override
  public int[] of(int epoch) {
    int[] order = new int[samples];
    Arrays.setAll(order, i -> i);
    EpochOrder.shuffle(order, 0, samples, key.child("order").child(epoch).random());
    return order;
  }

  @Override
  public List<Stretch> stretches(int epoch, int rank) {
    return List.of();
  }
}

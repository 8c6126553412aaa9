package io.cofire.data.shards;

import io.cofire.data.events.EventStream;

/**
 * Some samples of a split as a set of their own, numbered from 0 in the split's order.
 *
 * @param all the split
 * @param chosen numbers there, rising
 */
public record ChosenSamples(StoredSamples all, int[] chosen) implements StoredSamples {

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public int label(int sample) {
    return all.label(chosen[sample]);
  }

  @Override
  public String name(int sample) {
    return all.name(chosen[sample]);
  }

  @Override
  public EventStream events(int sample) {
    return all.events(chosen[sample]);
  }

  @Override
  public EncodedImage image(int sample) {
    return all.image(chosen[sample]);
  }
}

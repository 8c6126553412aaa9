package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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

  @Override
  public List<Integer> shards() {
    List<Integer> counts = new ArrayList<>();
    int next = 0;
    int end = 0;
    for (int samples : all.shards()) {
      int first = next;
      end += samples;
      while (next < chosen.length && chosen[next] < end) {
        next++;
      }
      counts.add(next - first);
    }
    return counts;
  }

  @Override
  public Ahead ahead(Iterator<Stretch> stretches) {
    return all.ahead(stretches);
  }
}

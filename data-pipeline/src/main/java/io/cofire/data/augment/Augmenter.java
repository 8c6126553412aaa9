package io.cofire.data.augment;

import io.cofire.data.events.EventStream;
import io.cofire.data.random.Key;
import java.util.List;

/**
 * Augmentations in their order.
 *
 * @param steps applied one after another, each to what the one before gave
 * @param key decides every choice, with the epoch and the sample; ranks do not matter
 */
public record Augmenter(List<Augmentation> steps, Key key) {

  /** Leaves every recording as it is. */
  public static final Augmenter NONE = new Augmenter(List.of(), Key.of(0));

  /** Copies the list. */
  public Augmenter {
    steps = List.copyOf(steps);
  }

  /**
   * Augments a recording; the result may have no event.
   *
   * @param epoch from 0
   * @param sample index in its split
   */
  public EventStream apply(EventStream events, int epoch, int sample) {
    Key own = key.child(epoch).child(sample);
    EventStream changed = events;
    for (int i = 0; i < steps.size(); i++) {
      changed = steps.get(i).apply(changed, own.child(i));
    }
    return changed;
  }
}

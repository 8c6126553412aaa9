package io.cofire.data.augment;

import io.cofire.data.events.EventStream;
import io.cofire.data.random.Key;

/**
 * A random change of one recording, before it becomes frames. Events that leave the sensor are
 * dropped; the size of the sensor stays.
 */
public sealed interface EventAugmentation extends Augmentation
    permits Movement, Masking, Perturbation {

  @Override
  EventStream apply(EventStream events, Key key);
}

package io.cofire.data.augment;

import io.cofire.data.events.EventStream;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.Optional;

/** A random change of what is trained on, drawn anew in each epoch. */
public sealed interface Augmentation
    permits EventAugmentation, ImageAugmentation, TemporalDelete, MixUp {

  /** Whether it may stand among the changes of recordings. */
  default boolean fitsEvents() {
    return true;
  }

  /** Whether it may stand among the changes of images. */
  default boolean fitsImages() {
    return false;
  }

  /** Whether it makes a part of an image blank once the values are normalised. */
  default boolean blanks() {
    return false;
  }

  /** Whether it changes the values of an image, which must be done before a part is blank. */
  default boolean changesValues() {
    return false;
  }

  /**
   * A changed copy of a recording; the recording itself where it changes none.
   *
   * @param events the recording; stays as it is
   * @param key decides every choice
   */
  default EventStream apply(EventStream events, Key key) {
    return events;
  }

  /**
   * Changes a picture, if it changes any.
   *
   * @param picture 1 or 3 channels
   * @param key decides every choice
   */
  default void apply(Picture picture, Key key) {}

  /**
   * Whether it leaves every sample as it is.
   *
   * @param side the longer side of the sensor
   * @param timesteps T
   */
  default boolean isIdle(int side, int timesteps) {
    return false;
  }

  /**
   * Whether it can leave nothing of a sample.
   *
   * @param side the longer side of the sensor or of an image, in pixels
   */
  default boolean canEmpty(int side) {
    return false;
  }

  /** Itself, if it takes timesteps away. */
  default Optional<TemporalDelete> temporalDelete() {
    return Optional.empty();
  }

  /** Itself, if it mixes samples. */
  default Optional<MixUp> mixUp() {
    return Optional.empty();
  }
}

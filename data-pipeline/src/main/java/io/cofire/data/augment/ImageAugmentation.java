package io.cofire.data.augment;

import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;

/**
 * A random change of one image in its size as the network sees it, before its values are
 * normalised. What comes in from outside of the image is black.
 */
public sealed interface ImageAugmentation extends Augmentation
    permits Movement.HorizontalFlip,
        Movement.Shift,
        Movement.Rotation,
        Masking.Cutout,
        AutoAugment {

  @Override
  default boolean fitsImages() {
    return true;
  }

  @Override
  default boolean changesValues() {
    return !blanks();
  }

  @Override
  void apply(Picture picture, Key key);
}

package io.cofire.ops.zoo;

import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;

/** The inputs of the papers' data sets. */
final class PublishedInputs {

  static final int IMAGENET_CLASSES = 1000;
  static final int CIFAR_CLASSES = 10;
  static final int GESTURES = 11;

  private PublishedInputs() {}

  /** Square colour images, the same at every timestep. */
  static InputShape stills(int timesteps, int side) {
    return new InputShape(timesteps, 3, side, side, Presentation.STILL);
  }

  /** Square frames of events. */
  static InputShape events(int timesteps, int side) {
    return new InputShape(timesteps, 2, side, side);
  }
}

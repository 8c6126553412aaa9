package io.cofire.data.augment;

import static io.cofire.data.augment.AutoAugment.Operation.AUTO_CONTRAST;
import static io.cofire.data.augment.AutoAugment.Operation.BRIGHTNESS;
import static io.cofire.data.augment.AutoAugment.Operation.COLOUR;
import static io.cofire.data.augment.AutoAugment.Operation.CONTRAST;
import static io.cofire.data.augment.AutoAugment.Operation.EQUALIZE;
import static io.cofire.data.augment.AutoAugment.Operation.INVERT;
import static io.cofire.data.augment.AutoAugment.Operation.POSTERIZE;
import static io.cofire.data.augment.AutoAugment.Operation.ROTATE;
import static io.cofire.data.augment.AutoAugment.Operation.SHARPNESS;
import static io.cofire.data.augment.AutoAugment.Operation.SHEAR_X;
import static io.cofire.data.augment.AutoAugment.Operation.SHEAR_Y;
import static io.cofire.data.augment.AutoAugment.Operation.SOLARIZE;
import static io.cofire.data.augment.AutoAugment.Operation.TRANSLATE_X;
import static io.cofire.data.augment.AutoAugment.Operation.TRANSLATE_Y;

import java.util.List;

/** The pairs of operations of Cubuk et al. 2018, Tables 7 and 9, in their order. */
final class Policies {

  static final List<Pair> IMAGENET =
      List.of(
          pair(POSTERIZE, 0.4, 8, ROTATE, 0.6, 9),
          pair(SOLARIZE, 0.6, 5, AUTO_CONTRAST, 0.6, 5),
          pair(EQUALIZE, 0.8, 8, EQUALIZE, 0.6, 3),
          pair(POSTERIZE, 0.6, 7, POSTERIZE, 0.6, 6),
          pair(EQUALIZE, 0.4, 7, SOLARIZE, 0.2, 4),
          pair(EQUALIZE, 0.4, 4, ROTATE, 0.8, 8),
          pair(SOLARIZE, 0.6, 3, EQUALIZE, 0.6, 7),
          pair(POSTERIZE, 0.8, 5, EQUALIZE, 1.0, 2),
          pair(ROTATE, 0.2, 3, SOLARIZE, 0.6, 8),
          pair(EQUALIZE, 0.6, 8, POSTERIZE, 0.4, 6),
          pair(ROTATE, 0.8, 8, COLOUR, 0.4, 0),
          pair(ROTATE, 0.4, 9, EQUALIZE, 0.6, 2),
          pair(EQUALIZE, 0.0, 7, EQUALIZE, 0.8, 8),
          pair(INVERT, 0.6, 4, EQUALIZE, 1.0, 8),
          pair(COLOUR, 0.6, 4, CONTRAST, 1.0, 8),
          pair(ROTATE, 0.8, 8, COLOUR, 1.0, 2),
          pair(COLOUR, 0.8, 8, SOLARIZE, 0.8, 7),
          pair(SHARPNESS, 0.4, 7, INVERT, 0.6, 8),
          pair(SHEAR_X, 0.6, 5, EQUALIZE, 1.0, 9),
          pair(COLOUR, 0.4, 0, EQUALIZE, 0.6, 3),
          pair(EQUALIZE, 0.4, 7, SOLARIZE, 0.2, 4),
          pair(SOLARIZE, 0.6, 5, AUTO_CONTRAST, 0.6, 5),
          pair(INVERT, 0.6, 4, EQUALIZE, 1.0, 8),
          pair(COLOUR, 0.6, 4, CONTRAST, 1.0, 8),
          pair(EQUALIZE, 0.8, 8, EQUALIZE, 0.6, 3));

  static final List<Pair> CIFAR10 =
      List.of(
          pair(INVERT, 0.1, 7, CONTRAST, 0.2, 6),
          pair(ROTATE, 0.7, 2, TRANSLATE_X, 0.3, 9),
          pair(SHARPNESS, 0.8, 1, SHARPNESS, 0.9, 3),
          pair(SHEAR_Y, 0.5, 8, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.5, 8, EQUALIZE, 0.9, 2),
          pair(SHEAR_Y, 0.2, 7, POSTERIZE, 0.3, 7),
          pair(COLOUR, 0.4, 3, BRIGHTNESS, 0.6, 7),
          pair(SHARPNESS, 0.3, 9, BRIGHTNESS, 0.7, 9),
          pair(EQUALIZE, 0.6, 5, EQUALIZE, 0.5, 1),
          pair(CONTRAST, 0.6, 7, SHARPNESS, 0.6, 5),
          pair(COLOUR, 0.7, 7, TRANSLATE_X, 0.5, 8),
          pair(EQUALIZE, 0.3, 7, AUTO_CONTRAST, 0.4, 8),
          pair(TRANSLATE_Y, 0.4, 3, SHARPNESS, 0.2, 6),
          pair(BRIGHTNESS, 0.9, 6, COLOUR, 0.2, 8),
          pair(SOLARIZE, 0.5, 2, INVERT, 0.0, 3),
          pair(EQUALIZE, 0.2, 0, AUTO_CONTRAST, 0.6, 0),
          pair(EQUALIZE, 0.2, 8, EQUALIZE, 0.6, 4),
          pair(COLOUR, 0.9, 9, EQUALIZE, 0.6, 6),
          pair(AUTO_CONTRAST, 0.8, 4, SOLARIZE, 0.2, 8),
          pair(BRIGHTNESS, 0.1, 3, COLOUR, 0.7, 0),
          pair(SOLARIZE, 0.4, 5, AUTO_CONTRAST, 0.9, 3),
          pair(TRANSLATE_Y, 0.9, 9, TRANSLATE_Y, 0.7, 9),
          pair(AUTO_CONTRAST, 0.9, 2, SOLARIZE, 0.8, 3),
          pair(EQUALIZE, 0.8, 8, INVERT, 0.1, 3),
          pair(TRANSLATE_Y, 0.7, 9, AUTO_CONTRAST, 0.9, 1));

  private Policies() {}

  /**
   * An operation of a pair.
   *
   * @param probability that it is applied
   * @param strength 0 to 9; some operations have none and ignore it
   */
  record Step(AutoAugment.Operation operation, double probability, int strength) {}

  /** Two operations, one after the other. */
  record Pair(Step first, Step second) {}

  private static Pair pair(
      AutoAugment.Operation first,
      double firstProbability,
      int firstStrength,
      AutoAugment.Operation second,
      double secondProbability,
      int secondStrength) {
    return new Pair(
        new Step(first, firstProbability, firstStrength),
        new Step(second, secondProbability, secondStrength));
  }
}

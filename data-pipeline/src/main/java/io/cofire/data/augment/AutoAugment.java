package io.cofire.data.augment;

import io.cofire.data.config.Kind;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.List;
import java.util.SplittableRandom;

/**
 * AutoAugment (Cubuk et al. 2018, "AutoAugment: learning augmentation policies from data"): one of
 * a policy's 25 pairs of operations, each applied with its probability and strength. Strengths 0 to
 * 9 are spread evenly over the ranges of the paper's Table 6; shears, translations and rotations go
 * either way, and colour, contrast, brightness and sharpness are 1 plus or minus up to 0.9.
 * Translations are given for 331 pixels and scale with the picture.
 *
 * @param policy which pairs
 */
@Kind("auto-augment")
public record AutoAugment(Policy policy) implements ImageAugmentation {

  private static final int STRENGTHS = 9; // the highest

  /** The published policies. */
  public enum Policy {
    /** Table 9. */
    IMAGENET {
      @Override
      List<Policies.Pair> pairs() {
        return Policies.IMAGENET;
      }
    },
    /** Table 7. */
    CIFAR10 {
      @Override
      List<Policies.Pair> pairs() {
        return Policies.CIFAR10;
      }
    };

    abstract List<Policies.Pair> pairs();
  }

  @Override
  public boolean fitsEvents() {
    return false;
  }

  @Override
  public void apply(Picture picture, Key key) {
    SplittableRandom random = key.random();
    Policies.Pair pair = policy.pairs().get(random.nextInt(policy.pairs().size()));
    apply(picture, pair.first(), random.nextDouble(), random.nextBoolean());
    apply(picture, pair.second(), random.nextDouble(), random.nextBoolean());
  }

  private static void apply(Picture picture, Policies.Step step, double draw, boolean negative) {
    if (draw < step.probability()) {
      double part = (double) step.strength() / STRENGTHS;
      step.operation().apply(picture, part, negative ? -1 : 1);
    }
  }

  /** What a policy does to a picture. */
  enum Operation {
    SHEAR_X {
      @Override
      void apply(Picture picture, double part, int sign) {
        warp(picture, Warp.shearX(sign * 0.3 * part));
      }
    },
    SHEAR_Y {
      @Override
      void apply(Picture picture, double part, int sign) {
        warp(picture, Warp.shearY(sign * 0.3 * part));
      }
    },
    TRANSLATE_X {
      @Override
      void apply(Picture picture, double part, int sign) {
        warp(picture, Warp.translate(sign * (int) (150.0 / 331 * picture.width() * part), 0));
      }
    },
    TRANSLATE_Y {
      @Override
      void apply(Picture picture, double part, int sign) {
        warp(picture, Warp.translate(0, sign * (int) (150.0 / 331 * picture.height() * part)));
      }
    },
    ROTATE {
      @Override
      void apply(Picture picture, double part, int sign) {
        warp(picture, Warp.rotate(sign * 30 * part, picture.width(), picture.height()));
      }
    },
    AUTO_CONTRAST {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.autoContrast(picture);
      }
    },
    INVERT {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.invert(picture);
      }
    },
    EQUALIZE {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.equalize(picture);
      }
    },
    SOLARIZE {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.solarize(picture, 255 * (1 - part));
      }
    },
    POSTERIZE {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.posterize(picture, 8 - (int) Math.rint(4 * part));
      }
    },
    CONTRAST {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.contrast(picture, 1 + sign * 0.9 * part);
      }
    },
    COLOUR {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.colour(picture, 1 + sign * 0.9 * part);
      }
    },
    BRIGHTNESS {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.brightness(picture, 1 + sign * 0.9 * part);
      }
    },
    SHARPNESS {
      @Override
      void apply(Picture picture, double part, int sign) {
        Tone.sharpness(picture, 1 + sign * 0.9 * part);
      }
    };

    /**
     * Changes a picture.
     *
     * @param part how strong, 0 to 1
     * @param sign 1 or -1, where there are two ways
     */
    abstract void apply(Picture picture, double part, int sign);

    private static void warp(Picture picture, Warp warp) {
      warp.apply(picture, Interpolation.NEAREST);
    }
  }
}

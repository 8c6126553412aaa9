package io.cofire.ops.layer;

import io.cofire.data.errors.Misfit;
import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a parameter starts from: a function of a key, so that every rank starts from the same. */
public sealed interface Initial {

  /** The first values of a parameter of so many elements. */
  float[] values(int elements, Key key);

  /**
   * He's normal initialisation by fan-out: deviation sqrt(2 / (kernel^2 * oC)) (He et al. 2015 Eq.
   * 14; the SEW authors' code).
   */
  static Initial heFanOut(int outputChannels, int kernel) {
    return new Normal(Math.sqrt(2.0 / ((double) kernel * kernel * outputChannels)));
  }

  /**
   * He's normal initialisation by fan-in: deviation sqrt(2 / inputs) (He et al. 2015 Eq. 10).
   *
   * @param inputs weights of one output: kernel^2 * iC of a convolution
   */
  static Initial heFanIn(int inputs) {
    return new Normal(Math.sqrt(2.0 / inputs));
  }

  /** Uniform in +-1/sqrt(inputs), as PyTorch's linear layer starts. */
  static Initial uniformFanIn(int inputs) {
    return new Uniform(1 / Math.sqrt(inputs));
  }

  /** The same value everywhere. */
  record Constant(float value) implements Initial {
    @Override
    public float[] values(int elements, Key key) {
      float[] values = new float[elements];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** Normal with mean 0, by Box and Muller over StrictMath: the same bits on every machine. */
  record Normal(double deviation) implements Initial {
    @Override
    public float[] values(int elements, Key key) {
      SplittableRandom random = key.random();
      float[] values = new float[elements];
      for (int i = 0; i < elements; i += 2) {
        double radius = deviation * Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double angle = 2 * Math.PI * random.nextDouble();
        values[i] = (float) (radius * StrictMath.cos(angle));
        if (i + 1 < elements) {
          values[i + 1] = (float) (radius * StrictMath.sin(angle));
        }
      }
      return values;
    }
  }

  /** Uniform in [-bound, bound). */
  record Uniform(double bound) implements Initial {
    @Override
    public float[] values(int elements, Key key) {
      SplittableRandom random = key.random();
      float[] values = new float[elements];
      for (int i = 0; i < elements; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      return values;
    }
  }

  /**
   * A class for each element, as a number from 0 to classes - 1: one element of each class at
   * random places, the others drawn alike, so that no class is without.
   */
  record Labels(int classes) implements Initial {
    @Override
    public float[] values(int elements, Key key) {
      if (elements < classes) {
        throw new Misfit(
            String.format(
                Locale.ROOT,
                "Cannot share out %d classes over %d neurons: each class needs one",
                classes,
                elements));
      }
      SplittableRandom random = key.random();
      float[] values = new float[elements];
      for (int i = 0; i < elements; i++) {
        values[i] = i < classes ? i : random.nextInt(classes);
      }
      for (int i = elements - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        float swapped = values[i];
        values[i] = values[other];
        values[other] = swapped;
      }
      return values;
    }
  }
}

package io.cofire.ops.network;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;

/** One layer of a {@link NetworkConfig.Layered} network, with its neurons. */
public sealed interface Part permits Part.Conv, Part.AveragePool, Part.Dense, Part.Dropout {

  /**
   * Lays it out behind the parts before it.
   *
   * @param index its place among the parts
   */
  void addTo(LayeredBuilder builder, int index);

  /**
   * Convolution without bias, stride 1, padding kernel/2, and neurons.
   *
   * @param channels its maps
   * @param kernel side of its square kernel, odd
   */
  @Kind("conv")
  record Conv(int channels, @Default("3") int kernel) implements Part {
    /** Checks the sizes. */
    public Conv {
      requirePositive("parts.channels", channels);
      if (kernel < 1 || kernel % 2 == 0) {
        throw new InvalidValue("parts.kernel", kernel, "must be odd and positive");
      }
    }

    @Override
    public void addTo(LayeredBuilder builder, int index) {
      builder.convolution(this, index);
    }
  }

  /**
   * Means of windows without overlap.
   *
   * @param window side of a window; what does not fill one is left out
   */
  @Kind("average-pool")
  record AveragePool(@Default("2") int window) implements Part {
    /** Checks the side. */
    public AveragePool {
      requirePositive("parts.window", window);
    }

    @Override
    public void addTo(LayeredBuilder builder, int index) {
      builder.averagePool(window);
    }
  }

  /**
   * Fully connected without bias, and neurons.
   *
   * @param width its neurons
   */
  @Kind("dense")
  record Dense(int width) implements Part {
    /** Checks the width. */
    public Dense {
      requirePositive("parts.width", width);
    }

    @Override
    public void addTo(LayeredBuilder builder, int index) {
      builder.dense(width);
    }
  }

  /**
   * Silences neurons of the part before in training.
   *
   * @param rate probability, in [0, 1)
   */
  @Kind("dropout")
  record Dropout(double rate) implements Part {
    /** Checks the probability. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new InvalidValue("parts.rate", rate, "must be in [0, 1)");
      }
    }

    @Override
    public void addTo(LayeredBuilder builder, int index) {
      if (rate > 0) {
        builder.dropout(rate, index);
      }
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidValue(name, value, "must be at least 1");
    }
  }
}

package io.cofire.data.pictures;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import java.util.List;
import java.util.Locale;

/** Values of 0 to 255 become (value/255 - mean) / deviation, for each channel its own. */
public sealed interface Normalisation
    permits Normalisation.Unit,
        Normalisation.ImageNet,
        Normalisation.Cifar10,
        Normalisation.Cifar100,
        Normalisation.Given {

  /** Mean of each channel, for values of 0 to 1; one alone is every channel's. */
  List<Double> mean();

  /** Deviation of each channel, greater than 0; one alone is every channel's. */
  List<Double> deviation();

  /**
   * What each value of each channel becomes, [C,256].
   *
   * @throws IllegalArgumentException if it is for another number of channels
   */
  default float[][] table(int channels) {
    if (mean().size() > 1 && mean().size() != channels) {
      throw new InvalidValue(
          "data.image.normalisation",
          String.format(Locale.ROOT, "for %d channels", mean().size()),
          "the images have " + channels);
    }
    float[][] table = new float[channels][256];
    for (int c = 0; c < channels; c++) {
      int from = mean().size() == 1 ? 0 : c;
      for (int v = 0; v < 256; v++) {
        table[c][v] = (float) ((v / 255.0 - mean().get(from)) / deviation().get(from));
      }
    }
    return table;
  }

  /** 0 to 1. */
  @Kind("unit")
  record Unit() implements Normalisation {
    @Override
    public List<Double> mean() {
      return List.of(0.0);
    }

    @Override
    public List<Double> deviation() {
      return List.of(1.0);
    }
  }

  /** ImageNet's, as torchvision's models are documented to expect. */
  @Kind("imagenet")
  record ImageNet() implements Normalisation {
    @Override
    public List<Double> mean() {
      return List.of(0.485, 0.456, 0.406);
    }

    @Override
    public List<Double> deviation() {
      return List.of(0.229, 0.224, 0.225);
    }
  }

  /** Mean and deviation of all pixels of CIFAR-10's 50,000 training images. */
  @Kind("cifar10")
  record Cifar10() implements Normalisation {
    @Override
    public List<Double> mean() {
      return List.of(0.4914, 0.4822, 0.4465);
    }

    @Override
    public List<Double> deviation() {
      return List.of(0.2470, 0.2435, 0.2616);
    }
  }

  /** Mean and deviation of all pixels of CIFAR-100's 50,000 training images. */
  @Kind("cifar100")
  record Cifar100() implements Normalisation {
    @Override
    public List<Double> mean() {
      return List.of(0.5071, 0.4865, 0.4409);
    }

    @Override
    public List<Double> deviation() {
      return List.of(0.2673, 0.2564, 0.2762);
    }
  }

  /**
   * Given ones.
   *
   * @param mean one, or one a channel
   * @param deviation as many, each greater than 0
   */
  @Kind("given")
  record Given(List<Double> mean, List<Double> deviation) implements Normalisation {
    /** Checks the numbers. */
    public Given {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
      if (mean.isEmpty() || mean.size() != deviation.size()) {
        throw new InvalidValue(
            "deviation",
            deviation,
            String.format(Locale.ROOT, "must be as many as mean has, %s", mean));
      }
      if (deviation.stream().anyMatch(d -> !(d > 0))) {
        throw new InvalidValue("deviation", deviation, "each must be greater than 0");
      }
    }
  }
}

package io.cofire.data.pictures;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Which part of an image a network sees, in which size. */
public sealed interface View
    permits View.Whole, View.RandomResizedCrop, View.ScaleAndCrop, View.CentreCrop {

  /** The window on a picture of some size; the key decides what is random. */
  Window window(int width, int height, Key key);

  /** Side of the square that it gives; empty where images keep their size. */
  OptionalInt side();

  /** The image as it is. */
  @Kind("whole")
  record Whole() implements View {
    @Override
    public Window window(int width, int height, Key key) {
      return new Window(0, 0, width, height, width, height, 0, 0, width, height);
    }

    @Override
    public OptionalInt side() {
      return OptionalInt.empty();
    }
  }

  /**
   * A part of random area and shape, resized to a square: Szegedy et al. 2015, "Going deeper with
   * convolutions", Section 6, by the rule of torchvision's {@code RandomResizedCrop}: ten tries,
   * then the largest centred part of an allowed shape.
   *
   * @param size side of the square
   * @param smallest least part of the area, in (0, 1]
   * @param largest greatest part of the area, in [smallest, 1]
   * @param narrowest least width over height, greater than 0
   * @param widest greatest width over height, at least {@code narrowest}
   */
  @Kind("random-resized-crop")
  record RandomResizedCrop(
      int size,
      @Default("0.08") double smallest,
      @Default("1.0") double largest,
      @Default("0.75") double narrowest,
      @Default("1.3333333333333333") double widest)
      implements View {

    private static final int TRIES = 10;

    /** Checks the numbers. */
    public RandomResizedCrop {
      requireSide("size", size);
      if (!(smallest > 0 && smallest <= largest && largest <= 1)) {
        throw new InvalidValue(
            "smallest",
            smallest,
            String.format(Locale.ROOT, "must be in (0, largest], largest %s at most 1", largest));
      }
      if (!(narrowest > 0 && narrowest <= widest && widest < Double.POSITIVE_INFINITY)) {
        throw new InvalidValue(
            "narrowest",
            narrowest,
            String.format(Locale.ROOT, "must be in (0, widest], widest %s", widest));
      }
    }

    /** Area in 0.08..1, shape in 3/4..4/3: what the published trainings use. */
    public RandomResizedCrop(int size) {
      this(size, 0.08, 1, 3.0 / 4, 4.0 / 3);
    }

    @Override
    public Window window(int width, int height, Key key) {
      SplittableRandom random = key.random();
      double area = (double) width * height;
      double low = StrictMath.log(narrowest);
      double high = StrictMath.log(widest);
      for (int i = 0; i < TRIES; i++) {
        double part = area * (smallest + (largest - smallest) * random.nextDouble());
        double shape = StrictMath.exp(low + (high - low) * random.nextDouble());
        int w = (int) Math.rint(Math.sqrt(part * shape));
        int h = (int) Math.rint(Math.sqrt(part / shape));
        if (w > 0 && w <= width && h > 0 && h <= height) {
          int top = random.nextInt(height - h + 1);
          int left = random.nextInt(width - w + 1);
          return Window.resized(left, top, w, h, size);
        }
      }
      return centre(width, height);
    }

    private Window centre(int width, int height) {
      double shape = (double) width / height;
      int w = shape > widest ? (int) Math.rint(height * widest) : width;
      int h = shape < narrowest ? (int) Math.rint(width / narrowest) : height;
      return Window.resized(
          (width - w) / 2, (height - h) / 2, Math.max(w, 1), Math.max(h, 1), size);
    }

    @Override
    public OptionalInt side() {
      return OptionalInt.of(size);
    }
  }

  /**
   * The image resized so that its shorter side has a random length, then a square at a random place
   * of it: He et al. 2016, "Deep residual learning for image recognition", Section 3.4.
   *
   * @param size side of the square
   * @param shortest least length of the shorter side, at least {@code size}
   * @param longest greatest length of the shorter side
   */
  @Kind("scale-and-crop")
  record ScaleAndCrop(int size, @Default("256") int shortest, @Default("480") int longest)
      implements View {
    /** Checks the numbers. */
    public ScaleAndCrop {
      requireSide("size", size);
      if (shortest < size || longest < shortest) {
        throw new InvalidValue(
            "shortest",
            shortest,
            String.format(Locale.ROOT, "must be in size, %d, to longest, %d", size, longest));
      }
    }

    /** 256 to 480, as He et al. */
    public ScaleAndCrop(int size) {
      this(size, 256, 480);
    }

    @Override
    public Window window(int width, int height, Key key) {
      SplittableRandom random = key.random();
      int side = shortest + random.nextInt(longest - shortest + 1);
      int scaledWidth = scaled(side, width, height);
      int scaledHeight = scaled(side, height, width);
      int y = random.nextInt(scaledHeight - size + 1);
      int x = random.nextInt(scaledWidth - size + 1);
      return new Window(0, 0, width, height, scaledWidth, scaledHeight, x, y, size, size);
    }

    @Override
    public OptionalInt side() {
      return OptionalInt.of(size);
    }
  }

  /**
   * The image resized so that its shorter side has a length, then the square in its middle: what
   * images are scored with.
   *
   * @param size side of the square
   * @param resize length of the shorter side, at least {@code size}
   */
  @Kind("centre-crop")
  record CentreCrop(int size, int resize) implements View {
    /** Checks the numbers. */
    public CentreCrop {
      requireSide("size", size);
      if (resize < size) {
        throw new InvalidValue(
            "resize", resize, String.format(Locale.ROOT, "must be at least size, %d", size));
      }
    }

    @Override
    public Window window(int width, int height, Key key) {
      int scaledWidth = scaled(resize, width, height);
      int scaledHeight = scaled(resize, height, width);
      int x = (int) Math.rint((scaledWidth - size) / 2.0);
      int y = (int) Math.rint((scaledHeight - size) / 2.0);
      return new Window(0, 0, width, height, scaledWidth, scaledHeight, x, y, size, size);
    }

    @Override
    public OptionalInt side() {
      return OptionalInt.of(size);
    }
  }

  /** Length of one side when the shorter one gets a length; torchvision rounds down. */
  private static int scaled(int shorter, int side, int other) {
    return side <= other ? shorter : (int) ((long) shorter * side / other);
  }

  private static void requireSide(String name, int side) {
    if (side < 1 || side > 1 << 14) {
      throw new InvalidValue(name, side, "must be in 1..16384");
    }
  }
}

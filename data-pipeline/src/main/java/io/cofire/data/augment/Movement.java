package io.cofire.data.augment;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.Optional;
import java.util.SplittableRandom;

/** Moves the picture as a whole. */
public sealed interface Movement extends EventAugmentation
    permits Movement.HorizontalFlip, Movement.Shift, Movement.Rotation {

  /**
   * x' = W-1-x for all of a sample, or for none.
   *
   * @param probability of the flip, in 0..1
   */
  @Kind("horizontal-flip")
  record HorizontalFlip(double probability) implements Movement, ImageAugmentation {
    /** Checks the probability. */
    public HorizontalFlip {
      Limits.requireProbability("horizontal-flip.probability", probability);
    }

    @Override
    public boolean isIdle(int side, int timesteps) {
      return probability == 0;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      int last = events.geometry().width() - 1;
      return key.random().nextDouble() < probability
          ? Pixels.moved(events, (x, y) -> Pixels.at(last - x, y))
          : events;
    }

    @Override
    public void apply(Picture picture, Key key) {
      if (key.random().nextDouble() < probability) {
        picture.mirror();
      }
    }
  }

  /**
   * Moves the picture by whole pixels, -most..most each way: what padding by {@code most} and
   * cropping at random to the old size does.
   *
   * @param most in pixels, in 1..65535
   */
  @Kind("shift")
  record Shift(int most) implements Movement, ImageAugmentation {

    private static final int LONGEST_SIDE = 65_535;

    /** Checks the distance. */
    public Shift {
      if (most < 1 || most > LONGEST_SIDE) {
        throw new InvalidValue("shift.most", most, "must be in 1.." + LONGEST_SIDE);
      }
    }

    @Override
    public boolean canEmpty(int side) {
      return most >= side;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int right = random.nextInt(-most, most + 1);
      int down = random.nextInt(-most, most + 1);
      return Pixels.moved(events, (x, y) -> Pixels.at(x + right, y + down));
    }

    @Override
    public void apply(Picture picture, Key key) {
      SplittableRandom random = key.random();
      int right = random.nextInt(-most, most + 1);
      int down = random.nextInt(-most, most + 1);
      Warp.translate(-right, -down).apply(picture, Interpolation.NEAREST);
    }
  }

  /**
   * Turns the picture about its centre by an angle in -most..most.
   *
   * @param most in degrees, in 0..180
   * @param interpolation of images, by default the nearest pixel; events always go to the nearest
   */
  @Kind("rotation")
  record Rotation(double most, Optional<Interpolation> interpolation)
      implements Movement, ImageAugmentation {
    /** To the nearest pixel. */
    public Rotation(double most) {
      this(most, Optional.empty());
    }

    /** Checks the angle. */
    public Rotation {
      if (!(most >= 0 && most <= 180)) {
        throw new InvalidValue("rotation.most", most, "must be in 0..180 degrees");
      }
    }

    @Override
    public boolean isIdle(int side, int timesteps) {
      return most == 0;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      double angle = Math.toRadians((2 * key.random().nextDouble() - 1) * most);
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      double middleX = (events.geometry().width() - 1) / 2.0;
      double middleY = (events.geometry().height() - 1) / 2.0;
      return Pixels.moved(
          events,
          (column, row) -> {
            double x = column - middleX;
            double y = row - middleY;
            return Pixels.at(
                (int) Math.floor(middleX + cosine * x - sine * y + 0.5),
                (int) Math.floor(middleY + sine * x + cosine * y + 0.5));
          });
    }

    @Override
    public void apply(Picture picture, Key key) {
      double degrees = (2 * key.random().nextDouble() - 1) * most;
      Warp.rotate(degrees, picture.width(), picture.height())
          .apply(picture, interpolation.orElse(Interpolation.NEAREST));
    }
  }
}

package io.cofire.data.augment;

import io.cofire.data.config.Kind;
import io.cofire.data.events.EventStream;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;

/** Drops events; what stays does not change. */
public sealed interface Masking extends EventAugmentation
    permits Masking.Crop, Masking.Cutout, Masking.EventDrop {

  /**
   * Keeps a window at a random place and drops what is outside; nothing moves.
   *
   * @param size side of the window in pixels, at least 1; a longer one than the sensor's keeps all
   */
  @Kind("crop")
  record Crop(int size) implements Masking {
    /** Checks the size. */
    public Crop {
      Limits.requireAtLeastOne("crop.size", size);
    }

    @Override
    public boolean isIdle(int side, int timesteps) {
      return size >= side;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int left = random.nextInt(Math.max(1, events.geometry().width() - size + 1));
      int top = random.nextInt(Math.max(1, events.geometry().height() - size + 1));
      return Pixels.moved(
          events, (x, y) -> inSquare(x, y, left, top, size) ? Pixels.at(x, y) : Pixels.DROPPED);
    }
  }

  /**
   * Drops the events of a square with a random centre on the sensor (DeVries and Taylor 2017: the
   * square may reach over the border). Of an image the square becomes 0 after normalisation, the
   * mean, as in the authors' code.
   *
   * @param size side of the square in pixels, at least 1
   */
  @Kind("cutout")
  record Cutout(int size) implements Masking, ImageAugmentation {
    /** Checks the size. */
    public Cutout {
      Limits.requireAtLeastOne("cutout.size", size);
    }

    @Override
    public boolean blanks() {
      return true;
    }

    @Override
    public boolean canEmpty(int side) {
      return size / 2 >= side; // from any centre
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int left = random.nextInt(events.geometry().width()) - size / 2;
      int top = random.nextInt(events.geometry().height()) - size / 2;
      return Pixels.moved(
          events, (x, y) -> inSquare(x, y, left, top, size) ? Pixels.DROPPED : Pixels.at(x, y));
    }

    @Override
    public void apply(Picture picture, Key key) {
      SplittableRandom random = key.random();
      int left = random.nextInt(picture.width()) - size / 2;
      int top = random.nextInt(picture.height()) - size / 2;
      picture.blank(left, top, size);
    }
  }

  /**
   * Drops each event by itself with a probability.
   *
   * @param probability of a drop, in 0..1
   */
  @Kind("event-drop")
  record EventDrop(double probability) implements Masking {
    /** Checks the probability. */
    public EventDrop {
      Limits.requireProbability("event-drop.probability", probability);
    }

    @Override
    public boolean isIdle(int side, int timesteps) {
      return probability == 0;
    }

    @Override
    public boolean canEmpty(int side) {
      return probability == 1;
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      return Pixels.moved(
          events, (x, y) -> random.nextDouble() >= probability ? Pixels.at(x, y) : Pixels.DROPPED);
    }
  }

  private static boolean inSquare(int x, int y, int left, int top, int size) {
    return x >= left && x < (long) left + size && y >= top && y < (long) top + size;
  }
}

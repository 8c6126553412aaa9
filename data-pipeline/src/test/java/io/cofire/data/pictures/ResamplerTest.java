package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The packed integers against plain sums of doubles. */
class ResamplerTest {

  private final Resampler resampler = new Resampler();
  private final HeapRows rows = new HeapRows();
  private final Picture result = new Picture();

  @Test
  void everyWindowIsWithinOneOfThePlainFilter() {
    SplittableRandom random = Key.of(3).random();
    double sum = 0;
    int values = 0;
    for (int i = 0; i < 200; i++) {
      Picture source = noise(random, 1 + random.nextInt(90), 1 + random.nextInt(90));
      Window window = window(random, source);
      rows.take(source);
      resampler.draw(rows, window, result);
      for (int y = 0; y < window.height(); y++) {
        for (int x = 0; x < window.width(); x++) {
          for (int c = 0; c < 3; c++) {
            double difference = Math.abs(result.at(x, y, c) - plain(source, window, x, y, c));
            assertThat(difference).as("%s at %d, %d", window, x, y).isLessThan(2.0);
            sum += difference;
          }
        }
      }
      values += result.size();
    }
    assertThat(sum / values).isLessThan(0.4); // of noise; rounding alone costs 0.25
  }

  @Test
  void aWindowOfTheSameSizeIsACopy() {
    Picture source = noise(Key.of(4).random(), 37, 21);
    rows.take(source);
    resampler.draw(rows, new View.Whole().window(37, 21, Key.of(0)), result);
    assertThat(result.copy()).isEqualTo(source.copy());
  }

  @Test
  void whiteStaysWhiteAndBlackBlackWhateverTheSize() {
    for (int value : new int[] {0, 255}) {
      Picture source = new Picture();
      source.reset(300, 200, 3);
      Arrays.fill(source.values(), (byte) value);
      rows.take(source);
      for (int side : new int[] {1, 7, 64, 299, 640}) {
        resampler.draw(rows, Window.resized(0, 0, 300, 200, side), result);
        for (byte each : result.copy()) {
          assertThat(each & 0xFF).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void greyIsShownAsEqualColours() {
    Picture source = new Picture();
    source.reset(5, 4, 1);
    for (int i = 0; i < 20; i++) {
      source.values()[i] = (byte) (12 * i);
    }
    rows.take(source);
    resampler.draw(rows, Window.resized(1, 0, 4, 4, 3), result);
    for (int i = 0; i < result.size(); i += 3) {
      assertThat(result.values()[i + 1]).isEqualTo(result.values()[i]);
      assertThat(result.values()[i + 2]).isEqualTo(result.values()[i]);
    }
  }

  private static Picture noise(SplittableRandom random, int width, int height) {
    Picture picture = new Picture();
    picture.reset(width, height, 3);
    for (int i = 0; i < picture.size(); i++) {
      picture.values()[i] = (byte) random.nextInt(256);
    }
    return picture;
  }

  private static Window window(SplittableRandom random, Picture source) {
    int left = random.nextInt(source.width());
    int top = random.nextInt(source.height());
    int boxWidth = 1 + random.nextInt(source.width() - left);
    int boxHeight = 1 + random.nextInt(source.height() - top);
    int scaledWidth = 1 + random.nextInt(60);
    int scaledHeight = 1 + random.nextInt(60);
    int x = random.nextInt(scaledWidth);
    int y = random.nextInt(scaledHeight);
    double shift = random.nextBoolean() ? 0 : 0.5;
    return new Window(
        left + shift,
        top + shift,
        Math.max(0.5, boxWidth - 2 * shift),
        Math.max(0.5, boxHeight - 2 * shift),
        scaledWidth,
        scaledHeight,
        x,
        y,
        1 + random.nextInt(scaledWidth - x),
        1 + random.nextInt(scaledHeight - y));
  }

  private static double plain(Picture source, Window w, int x, int y, int channel) {
    double[] across = weights(w.left(), w.boxWidth(), w.scaledWidth(), w.x() + x, source.width());
    double[] down = weights(w.top(), w.boxHeight(), w.scaledHeight(), w.y() + y, source.height());
    double sum = 0;
    for (int row = 0; row < source.height(); row++) {
      for (int column = 0; column < source.width(); column++) {
        sum += down[row] * across[column] * source.at(column, row, channel);
      }
    }
    return sum;
  }

  private static double[] weights(double from, double length, int scaled, int i, int size) {
    double scale = length / scaled;
    double support = Math.max(scale, 1);
    double centre = from + (i + 0.5) * scale;
    double[] weights = new double[size];
    double total = 0;
    for (int k = (int) Math.floor(from); k < Math.min(size, Math.ceil(from + length)); k++) {
      weights[k] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / support);
      total += weights[k];
    }
    for (int k = 0; k < size; k++) {
      weights[k] /= total;
    }
    return weights;
  }
}

package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

  private static final int WIDTH = 37;
  private static final int HEIGHT = 5;

  private final Picture picture = new Picture();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aMirroredPictureIsWrittenAsItsValuesAreRead(int channels) {
    byte[] before = fill(channels);
    picture.mirror();
    picture.blank(WIDTH - 4, 1, 9);
    float[] backwards = written(channels); // before anybody has read the values
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < channels; c++) {
          int value = before[(y * WIDTH + WIDTH - 1 - x) * channels + c] & 0xFF;
          boolean blank = y >= 1 && x >= WIDTH - 4;
          assertThat(backwards[3 + (c * HEIGHT + y) * WIDTH + x])
              .isEqualTo(blank ? 0 : table(channels)[c][value]);
          assertThat(picture.at(x, y, c)).isEqualTo(value);
        }
      }
    }
    assertThat(written(channels)).isEqualTo(backwards);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPictureMirroredTwiceIsTheOldOne(int channels) {
    byte[] before = fill(channels);
    picture.mirror();
    picture.mirror();
    assertThat(picture.copy()).isEqualTo(before);
    picture.mirror();
    assertThat(picture.copy()).isNotEqualTo(before);
    picture.mirror();
    assertThat(picture.copy()).isEqualTo(before);
  }

  private byte[] fill(int channels) {
    SplittableRandom random = Key.of(channels).random();
    picture.reset(WIDTH, HEIGHT, channels);
    for (int i = 0; i < picture.size(); i++) {
      picture.values()[i] = (byte) random.nextInt(256);
    }
    return picture.copy();
  }

  private float[] written(int channels) {
    FloatBuffer target = FloatBuffer.allocate(3 + picture.size());
    picture.write(table(channels), target, 3);
    return target.array();
  }

  private static float[][] table(int channels) {
    float[][] table = new float[channels][256];
    for (int c = 0; c < channels; c++) {
      for (int v = 0; v < 256; v++) {
        table[c][v] = 1000 * c + v + 0.5f;
      }
    }
    return table;
  }
}

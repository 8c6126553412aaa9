package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real files against Pillow's pixels of them, {@code pillow.csv}; pillow.py says how it was made.
 */
class PillowTest {

  private static final int FIRST = 7;
  private static final int EVERY = 16;

  private final PictureReader reader = new PictureReader(PictureReader.CutShort.REJECTED);
  private final Picture picture = new Picture();

  @Test
  void decodedFilesAreWhatPillowDecodes() throws IOException {
    assertThat(lines("whole")).hasSize(9);
    for (String[] line : lines("whole")) {
      Difference difference = difference(line);
      assertThat(difference.most()).as(line[0]).isZero();
    }
  }

  @Test
  void resizedFilesAreWithinAFifthOfALevelOfPillows() throws IOException {
    double sum = 0;
    List<String[]> lines = lines("centre");
    lines.addAll(lines("box"));
    assertThat(lines).hasSize(56);
    for (String[] line : lines) {
      Difference difference = difference(line);
      assertThat(difference.mean()).as(line[0] + " " + line[1]).isLessThan(0.3);
      assertThat(difference.most()).as(line[0] + " " + line[1]).isLessThanOrEqualTo(1);
      sum += difference.mean();
    }
    assertThat(sum / lines.size()).isLessThan(0.2);
  }

  private record Difference(double mean, int most) {}

  private Difference difference(String[] line) throws IOException {
    Path file = SharedData.require(line[0]);
    reader.read(line[0], Files.readAllBytes(file), (w, h) -> window(line[1], w, h), picture);
    byte[] expected = HexFormat.of().parseHex(line[2]);
    int at = 0;
    int most = 0;
    double sum = 0;
    for (int y = FIRST; y < picture.height(); y += EVERY) {
      for (int x = FIRST; x < picture.width(); x += EVERY) {
        for (int c = 0; c < 3; c++) {
          int difference = Math.abs(picture.at(x, y, c) - (expected[at++] & 0xFF));
          most = Math.max(most, difference);
          sum += difference;
        }
      }
    }
    assertThat(at).isEqualTo(expected.length);
    return new Difference(sum / at, most);
  }

  private static Window window(String kind, int width, int height) {
    return switch (kind) {
      case "centre" -> new View.CentreCrop(224, 256).window(width, height, Key.of(0));
      case "box" -> Window.resized(width / 10, height / 7, width * 7 / 10, height * 6 / 10, 224);
      default -> new View.Whole().window(width, height, Key.of(0));
    };
  }

  private static List<String[]> lines(String kind) throws IOException {
    try (InputStream in = PillowTest.class.getResourceAsStream("pillow.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new java.util.ArrayList<>(
          text.lines().map(l -> l.split(",", -1)).filter(l -> l[1].equals(kind)).toList());
    }
  }
}

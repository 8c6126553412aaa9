package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Frugality;
import io.cofire.data.pictures.PictureReader.CutShort;
import io.cofire.data.random.Key;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeLimitsTest {

  private static final String FORMATS = "jpg,png,bmp,gif,webp,tiff,ppm";

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif", "webp", "tiff", "ppm"})
  void theSizeOfEachFormatIsFoundWithoutDecoding(String format) throws IOException {
    byte[] file = encoded(format);
    StatedSize stated = StatedSize.of(file).orElseThrow();
    assertThat(stated.width()).isEqualTo(70);
    assertThat(stated.height()).isEqualTo(50);
    for (CutShort cutShort : CutShort.values()) {
      assertThat(SizeLimits.problem(file, cutShort)).isEmpty();
    }
  }

  @Test
  void noFormatIsForgotten() {
    assertThat(FORMATS.split(",", -1)).hasSize(7);
    assertThat(SizeLimits.problem("P6 of no size".getBytes(StandardCharsets.UTF_8), strict()))
        .contains("it is damaged or of an unknown format");
  }

  @ParameterizedTest
  @CsvSource({
    "jpg, 65535, 65535, ' at byte '",
    "jpg, 65535, 3000, ' (expected sides up to 65535 and at most 178956970 pixels)'",
    "jpg, 13000, 13000, ', which take at least '",
    "png, 2147483647, 2147483647, ' at byte 16 (expected sides up to 65535'",
    "png, 13000, 13000, ' at byte 16, which take at least '",
    "bmp, 2147483647, 2147483647, ' at byte 18 (expected sides up to 65535'",
    "bmp, 13000, 13000, ' at byte 18, which take at least 507000000 bytes, and it has '",
    "gif, 65535, 65535, ' at byte 6 (expected sides up to 65535'",
    "gif, 13000, 13000, ' at byte 6, which take at least '",
    "webp, 16384, 16384, ' (expected sides up to 65535'",
    "tiff, 65535, 65535, ' (expected sides up to 65535'",
    "ppm, 2147483647, 2147483647, ' at byte 3 (expected sides up to 65535'",
    "ppm, 13000, 13000, ' at byte 3, which take at least 507000000 bytes, and it has '",
  })
  void aSizeThatIsFarTooLargeIsRefusedBeforeAnythingIsAllocated(
      String format, int width, int height, String rule) throws IOException {
    byte[] file = stating(format, width, height);
    String problem = SizeLimits.problem(file, strict()).orElseThrow();
    assertThat(problem)
        .startsWith("its header states " + width + " x " + height + " pixels at byte ")
        .contains(rule);
    try (PictureReader reader = new PictureReader(strict())) {
      Throwable thrown =
          Frugality.thrown(
              () -> reader.read("a." + format, file, new View.Whole(), Key.of(1), new Picture()));
      assertThat(thrown)
          .isInstanceOf(PictureException.class)
          .hasMessage("Cannot decode picture a." + format + ": " + problem);
    }
  }

  @Test
  void ofAFileThatWasCutShortMostMayBeMissing() throws IOException {
    byte[] file = stating("png", 2000, 2000);
    assertThat(SizeLimits.problem(file, strict())).isPresent();
    assertThat(SizeLimits.problem(file, CutShort.FILLED)).isEmpty();
    assertThat(SizeLimits.problem(stating("png", 65_535, 65_535), CutShort.FILLED)).isPresent();
  }

  /** A whole picture of one colour is what packs best: the rule of fewest bytes must allow it. */
  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "webp", "tiff", "ppm"})
  void aLargePictureOfOneColourIsNotRefused(String format) {
    try (Mat picture = new Mat(1500, 2000, opencv_core.CV_8UC3, new Scalar(0))) {
      assertThat(SizeLimits.problem(encoded(format, picture), strict())).isEmpty();
    }
    try (Mat grey = new Mat(1500, 2000, opencv_core.CV_8UC1, new Scalar(0))) {
      String greyFormat = format.replace("ppm", "pgm");
      assertThat(SizeLimits.problem(encoded(greyFormat, grey), strict())).isEmpty();
    }
  }

  @Test
  void aReaderGoesOnAfterAPictureThatItRefused() throws IOException {
    byte[] sound = encoded("jpg");
    try (PictureReader reader = new PictureReader(strict())) {
      Picture picture = new Picture();
      byte[] huge = stating("jpg", 65_535, 65_535);
      Frugality.thrown(() -> reader.read("a", huge, new View.Whole(), Key.of(1), picture));
      reader.read("b", sound, new View.Whole(), Key.of(1), picture);
      assertThat(picture.width()).isEqualTo(70);
    }
  }

  private static CutShort strict() {
    return CutShort.REJECTED;
  }

  /** A small file that states another size. */
  private static byte[] stating(String format, int width, int height) throws IOException {
    byte[] file = encoded(format);
    ByteBuffer big = ByteBuffer.wrap(file);
    ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = StatedSize.of(file).orElseThrow().at();
    switch (format) {
      case "jpg" -> big.putShort(at, (short) height).putShort(at + 2, (short) width);
      case "png" -> big.putInt(at, width).putInt(at + 4, height);
      case "bmp" -> little.putInt(at, width).putInt(at + 4, height);
      case "gif" -> little.putShort(at, (short) width).putShort(at + 2, (short) height);
      case "webp" -> webp(little, at, width, height);
      case "tiff" -> tiff(little, at, width, height);
      default -> {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String other = text.replaceFirst("70 50", width + " " + height);
        return other.getBytes(StandardCharsets.ISO_8859_1);
      }
    }
    return file;
  }

  private static void webp(ByteBuffer file, int at, int width, int height) {
    if (file.get(15) == 'L') {
      file.putInt(at, (width - 1) | (height - 1) << 14);
    } else {
      file.putInt(12, 'V' | 'P' << 8 | '8' << 16 | 'X' << 24);
      file.putInt(24, width - 1).putShort(27, (short) (height - 1)).put(29, (byte) 0);
    }
  }

  private static void tiff(ByteBuffer file, int at, int width, int height) {
    for (int entry = at; ; entry += 12) {
      if (file.getChar(entry - 8) == 257) {
        file.putShort(at, (short) width).putShort(entry, (short) height);
        return;
      }
    }
  }

  private static byte[] encoded(String format) throws IOException {
    if (format.equals("gif")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(70, 50, BufferedImage.TYPE_INT_RGB), "gif", out);
      return out.toByteArray();
    }
    try (Mat picture = new Mat(50, 70, opencv_core.CV_8UC3, new Scalar(50, 100, 200, 0))) {
      return encoded(format, picture);
    }
  }

  private static byte[] encoded(String format, Mat picture) {
    try (BytePointer file = new BytePointer()) {
      assertThat(opencv_imgcodecs.imencode("." + format, picture, file)).isTrue();
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }

  @Test
  void halfAHeaderSaysNothing() throws IOException {
    for (String format : FORMATS.split(",", -1)) {
      assertThat(StatedSize.of(Arrays.copyOf(encoded(format), 10)))
          .as(format)
          .isEqualTo(
              List.of("gif", "ppm").contains(format)
                  ? StatedSize.of(encoded(format))
                  : Optional.empty());
    }
  }
}

package io.cofire.data.imagefiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.imagefiles.FileCheck.Verdict;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FileStructuresTest {

  /** JPEG grey, CMYK, progressive, with EXIF and ICC; PNG under a JPEG's name; BMP. */
  @Test
  void everyRealPictureIsWhole() throws IOException {
    int checked = 0;
    for (String set : List.of("imagenet-odd", "imagenet-1-per-class", "imagenet-ants-bees")) {
      try (Stream<Path> files = Files.walk(SharedData.require(set))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(?i:jpe?g|bmp)")).toList()) {
          assertThat(FileStructures.check(Files.readAllBytes(file)))
              .as(file.toString())
              .isEqualTo(new FileCheck(Verdict.WHOLE, ""));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(200);
  }

  @Test
  void aPictureCutAnywhereIsNotWholeAndNeverAnError() throws IOException {
    Path odd = SharedData.require("imagenet-odd");
    for (String name : List.of("cmyk_image.jpg", "n02105855_2933.JPEG", "n02105855_test1.bmp")) {
      byte[] whole = Files.readAllBytes(odd.resolve(name));
      int step = Math.max(1, whole.length / 997);
      for (int length = 0; length < whole.length; length += step) {
        FileCheck check = FileStructures.check(Arrays.copyOf(whole, length));
        assertThat(check.verdict()).as("%d bytes of %s", length, name).isNotEqualTo(Verdict.WHOLE);
        assertThat(check.reason()).isNotEmpty();
      }
    }
  }

  @Test
  void whatEndsEarlySaysSo() throws IOException {
    byte[] jpeg = encoded("jpg");
    byte[] png = encoded("png");
    byte[] bmp = encoded("bmp");
    assertThat(FileStructures.check(jpeg)).isEqualTo(FileCheck.PASSED);
    assertThat(FileStructures.check(png)).isEqualTo(FileCheck.PASSED);
    assertThat(FileStructures.check(bmp)).isEqualTo(FileCheck.PASSED);
    assertThat(FileStructures.check(shorter(jpeg)))
        .isEqualTo(
            FileCheck.damaged(
                "the JPEG ends early: no end of image in its %d bytes".formatted(jpeg.length - 9)));
    assertThat(FileStructures.check(shorter(png)))
        .isEqualTo(
            FileCheck.damaged(
                "the PNG ends early: no end of image in its %d bytes".formatted(png.length - 9)));
    assertThat(FileStructures.check(shorter(bmp)))
        .isEqualTo(
            FileCheck.damaged(
                "the BMP ends early: expected %d bytes, found %d"
                    .formatted(bmp.length, bmp.length - 9)));
    png[png.length / 2] ^= 1;
    assertThat(FileStructures.check(png))
        .isEqualTo(
            FileCheck.damaged("the PNG is damaged: chunk IDAT at byte 33 fails its checksum"));
  }

  @Test
  void whatIsNoPictureSaysWhatItIs() throws IOException {
    assertThat(reason("")).isEqualTo("the file is empty");
    assertThat(reason("GIF89a...")).isEqualTo("it is a GIF, not a JPEG, PNG or BMP");
    assertThat(reason("RIFF1234WEBPVP8 ")).isEqualTo("it is a WebP, not a JPEG, PNG or BMP");
    assertThat(reason("II*\0....")).isEqualTo("it is a TIFF, not a JPEG, PNG or BMP");
    assertThat(reason("<html>"))
        .isEqualTo("it is no picture (it begins with 3C 68 74 6D), not a JPEG, PNG or BMP");
    assertThat(FileStructures.check(Arrays.copyOf(encoded("jpg"), 30)).verdict())
        .isEqualTo(Verdict.FOREIGN);
  }

  private static String reason(String file) {
    FileCheck check = FileStructures.check(file.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(check.verdict()).isEqualTo(Verdict.FOREIGN);
    return check.reason();
  }

  private static byte[] shorter(byte[] whole) {
    return Arrays.copyOf(whole, whole.length - 9);
  }

  private static byte[] encoded(String format) throws IOException {
    BufferedImage image = new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 31 * 17; i++) {
      image.setRGB(i % 31, i / 31, i * 0x01070B);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}

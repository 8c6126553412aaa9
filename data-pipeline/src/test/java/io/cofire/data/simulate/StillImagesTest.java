package io.cofire.data.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.ImageNetTars;
import io.cofire.data.imagefiles.ImageException;
import io.cofire.data.imagefiles.ImageLayouts;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are to be filmed, from all that a preparation takes. */
class StillImagesTest {

  @TempDir Path folder;

  static List<Still> read(StillImages images, int most) throws IOException {
    List<Still> all = new ArrayList<>();
    try (StillReader reader = new StillReader(images, most)) {
      for (List<Still> some = reader.next(); !some.isEmpty(); some = reader.next()) {
        all.addAll(some);
      }
    }
    return all;
  }

  private StillImages open(String path) throws IOException {
    return StillImages.open(folder.resolve(path), Optional.empty(), Optional.empty());
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void tinyImageNetHasItsSplitsAndTheNamesOfItsClasses() throws IOException {
    write("tiny/train/n00000002/images/n00000002_0.JPEG", ImageNetTars.jpeg(1));
    write("tiny/train/n00000001/images/n00000001_0.JPEG", ImageNetTars.jpeg(2));
    write("tiny/val/images/val_0.JPEG", ImageNetTars.jpeg(3));
    write(
        "tiny/val/val_annotations.txt",
        "val_0.JPEG\tn00000002\t0\t0\t1\t1\n".getBytes(StandardCharsets.UTF_8));
    write("tiny/words.txt", "n00000001\ta/b\nn00000002\tc, d\n".getBytes(StandardCharsets.UTF_8));
    StillImages images = open("tiny");
    assertThat(images.index().dataset()).isEqualTo("tiny-imagenet");
    assertThat(images.isDivided()).isTrue();
    assertThat(read(images.part("train"), 9))
        .extracting(Still::className)
        .containsExactly("n00000001 a_b", "n00000002 c, d");
    assertThat(read(images.part("test"), 9))
        .extracting(Still::className)
        .containsExactly("n00000002 c, d");
  }

  @Test
  void archivesOfImageNetAreReadAsTheyStreamBy() throws IOException {
    ImageNetTars tars = new ImageNetTars(3, 2, 4);
    tars.write(folder.resolve("tars"));
    StillImages images = open("tars");
    assertThat(images.index().dataset()).isEqualTo("imagenet");
    List<Still> trained = read(images.part("train"), 5);
    assertThat(trained).extracting(Still::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(trained).extracting(Still::numberInClass).containsExactly(0, 1, 0, 1, 0);
    assertThat(trained.get(4).className()).isEqualTo(tars.classes().get(2));
    assertThat(images.part("train").count(5)).as("not known").isZero();
    List<Still> scored = read(images.part("test"), 9);
    for (int i = 0; i < 4; i++) {
      assertThat(scored.get(i).className()).isEqualTo(tars.classes().get(tars.scoredLabel(i)));
      assertThat(scored.get(i).grey().height()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webp", "ppm", "tiff", "bmp", "png", "jpg"})
  void picturesOfAllKindsAreDecoded(String kind) throws IOException {
    write("set/class/x." + kind, encoded(kind));
    StillImages images = open("set");
    assertThat(images.isDivided()).isFalse();
    GreyImage grey = read(images, 1).get(0).grey();
    assertThat(grey.width()).isEqualTo(6);
    assertThat(grey.height()).isEqualTo(5);
    float expected = (0.299f * 200 + 0.587f * 100 + 0.114f * 50) / 255f;
    for (float value : grey.values()) {
      assertThat(value).isCloseTo(expected, within(0.02f));
    }
  }

  private static byte[] encoded(String kind) {
    try (Mat picture = new Mat(5, 6, opencv_core.CV_8UC3, new Scalar(50, 100, 200, 0)); // BGR
        BytePointer file = new BytePointer()) {
      assertThat(opencv_imgcodecs.imencode("." + kind, picture, file)).isTrue();
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }

  /** The twin is Java's own decoder. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void coloursHaveTheBrightnessOfTheStandard(String kind) throws IOException {
    BufferedImage picture = new BufferedImage(37, 29, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 37 * 29; i++) {
      picture.setRGB(i % 37, i / 37, i * 7 % 256 << 16 | i * 13 % 256 << 8 | i * 29 % 256);
    }
    byte[] file = encoded(picture, kind);
    write("set/class/x." + kind, file);
    GreyImage grey = read(open("set"), 1).get(0).grey();
    BufferedImage twin = ImageIO.read(new ByteArrayInputStream(file));
    for (int i = 0; i < 37 * 29; i++) {
      Color colour = new Color(twin.getRGB(i % 37, i / 37));
      float[] weighted = {
        0.299f * colour.getRed(), 0.587f * colour.getGreen(), 0.114f * colour.getBlue()
      };
      assertThat(grey.values()[i]).isEqualTo((weighted[0] + weighted[1] + weighted[2]) / 255f);
    }
  }

  @Test
  void aGreyFileHasTheValuesThatItStores() throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[256];
    for (int i = 0; i < 256; i++) {
      picture.getRaster().setSample(i % 16, i / 16, 0, i);
      pixels[i] = (byte) i;
    }
    write("png/7/x.png", encoded(picture, "png"));
    int[] head = {0x803, 1, 16, 16};
    ByteBuffer images = ByteBuffer.allocate(16 + 256);
    for (int value : head) {
      images.putInt(value);
    }
    write("one-images-idx3-ubyte", images.put(pixels).array());
    ByteBuffer labels = ByteBuffer.allocate(9).putInt(0x801).putInt(1).put((byte) 7);
    write("one-labels-idx1-ubyte", labels.array());

    Still idx = read(open("one-images-idx3-ubyte"), 9).get(0);
    Still png = read(open("png"), 9).get(0);
    assertThat(idx.className()).isEqualTo("7");
    for (int i = 0; i < 256; i++) {
      assertThat(idx.grey().values()[i]).isEqualTo(i / 255f);
      assertThat(png.grey().values()[i]).isCloseTo(i / 255f, within(1e-6f));
    }
  }

  private static byte[] encoded(BufferedImage picture, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, kind, bytes)).isTrue();
    return bytes.toByteArray();
  }

  @Test
  void aFolderOfPixelFilesIsReadEvenIfOneSplitIsMissing() throws IOException {
    byte[] records = new byte[2 * 3073];
    records[3073] = 9;
    write("cifar/data_batch_1.bin", records);
    StillImages images = open("cifar");
    assertThat(images.index().dataset()).isEqualTo("cifar10");
    assertThat(images.isDivided()).isFalse();
    assertThat(read(images, 9)).extracting(Still::className).containsExactly("0", "9");
    assertThat(images.count(9)).isEqualTo(2);
    assertThat(images.count(1)).isEqualTo(1);
  }

  @Test
  void aNamedLayoutIsTakenInsteadOfWhatAFolderLooksLike() throws IOException {
    byte[] record = new byte[3074];
    record[0] = 3; // the group
    record[1] = 40;
    write("cifar/train.bin", record);
    Path place = folder.resolve("cifar");
    StillImages groups =
        StillImages.open(place, Optional.empty(), ImageLayouts.find("cifar100-coarse"));
    assertThat(read(groups, 1).get(0).className()).isEqualTo("3");
    assertThat(read(open("cifar"), 1).get(0).className()).isEqualTo("40");
  }

  @Test
  void damagedImagesAndMissingLabelsAreNamed() throws IOException {
    write("set/class/x.png", "no picture".getBytes(StandardCharsets.UTF_8));
    Still still = read(open("set"), 1).get(0);
    assertThatThrownBy(still::grey)
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith(
            "Cannot read images " + folder.resolve("set/class/x.png") + ": it is damaged")
        .hasMessageEndingWith("; convert it or take it away");
    write("images-idx3", ByteBuffer.allocate(16).putInt(0x803).array());
    assertThatThrownBy(() -> open("images-idx3"))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            "Cannot read images "
                + folder.resolve("images-idx3")
                + ": no file of labels beside it; name it");
  }
}

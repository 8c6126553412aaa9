package io.cofire.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.config.Choices;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.Picture;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageAugmentationTest {

  private static final int WIDTH = 12;
  private static final int HEIGHT = 9;

  /** Pillow's results, {@code pillow.csv}; pillow.py says how they were made. */
  @Test
  void operationsAreThoseOfPillow() throws IOException {
    List<String> lines;
    try (InputStream in = getClass().getResourceAsStream("pillow.csv")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSize(21);
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      Picture picture = pattern();
      change(picture, parts[0], Double.parseDouble(parts[1]));
      assertThat(HexFormat.of().formatHex(picture.copy()))
          .as("%s %s", parts[0], parts[1])
          .isEqualTo(parts[2]);
    }
  }

  private static void change(Picture picture, String what, double strength) {
    switch (what) {
      case "none" -> {}
      case "invert" -> Tone.invert(picture);
      case "posterize" -> Tone.posterize(picture, (int) strength);
      case "solarize" -> Tone.solarize(picture, strength);
      case "dim-auto-contrast" -> {
        Tone.brightness(picture, 0.5);
        Tone.autoContrast(picture);
      }
      case "big-equalize" -> {
        enlarge(picture, 5);
        Tone.equalize(picture);
      }
      case "brightness" -> Tone.brightness(picture, strength);
      case "contrast" -> Tone.contrast(picture, strength);
      case "colour" -> Tone.colour(picture, strength);
      case "sharpness" -> Tone.sharpness(picture, strength);
      case "shear-x" -> Warp.shearX(strength).apply(picture, Interpolation.NEAREST);
      case "shear-y" -> Warp.shearY(strength).apply(picture, Interpolation.NEAREST);
      case "translate" -> Warp.translate(3, -2).apply(picture, Interpolation.NEAREST);
      case "rotate" -> turn(picture, strength, Interpolation.NEAREST);
      case "rotate-bilinear" -> turn(picture, strength, Interpolation.BILINEAR);
      default -> throw new IllegalArgumentException(what);
    }
  }

  private static void turn(Picture picture, double degrees, Interpolation interpolation) {
    Warp.rotate(degrees, WIDTH, HEIGHT).apply(picture, interpolation);
  }

  private static Picture pattern() {
    Picture picture = new Picture();
    picture.reset(WIDTH, HEIGHT, 3);
    for (int y = 0, i = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < 3; c++) {
          picture.values()[i++] = (byte) (37 * x + 91 * y + 53 * c + 7 * x * y);
        }
      }
    }
    return picture;
  }

  private static void enlarge(Picture picture, int times) {
    Picture small = pattern();
    picture.reset(WIDTH * times, HEIGHT * times, 3);
    for (int i = 0; i < picture.size(); i++) {
      int pixel = i / 3;
      int x = pixel % picture.width() / times;
      int y = pixel / picture.width() / times;
      picture.values()[i] = (byte) small.at(x, y, i % 3);
    }
  }

  @Test
  void aShiftIsPaddingAndACrop() {
    Set<String> seen = new HashSet<>();
    Movement.Shift shift = new Movement.Shift(1);
    for (int i = 0; i < 200; i++) {
      Picture picture = pattern();
      shift.apply(picture, Key.of(1).child(i));
      seen.add(HexFormat.of().formatHex(picture.copy()));
    }
    Set<String> expected = new HashSet<>();
    for (int right = -1; right <= 1; right++) {
      for (int down = -1; down <= 1; down++) {
        expected.add(HexFormat.of().formatHex(moved(right, down)));
      }
    }
    assertThat(seen).isEqualTo(expected);
  }

  private static byte[] moved(int right, int down) {
    Picture from = pattern();
    byte[] moved = new byte[from.size()];
    for (int i = 0; i < moved.length; i++) {
      int x = i / 3 % WIDTH - right;
      int y = i / 3 / WIDTH - down;
      boolean inside = x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT;
      moved[i] = inside ? (byte) from.at(x, y, i % 3) : 0;
    }
    return moved;
  }

  @Test
  void eachChangeOfImagesIsDecidedByItsKeyAlone() {
    List<ImageAugmentation> all =
        List.of(
            new Movement.HorizontalFlip(0.5),
            new Movement.Shift(2),
            new Movement.Rotation(30),
            new Masking.Cutout(3),
            new AutoAugment(AutoAugment.Policy.CIFAR10));
    assertThat(all.stream().map(Object::getClass))
        .hasSameElementsAs(Choices.kinds(ImageAugmentation.class).values());
    for (ImageAugmentation change : all) {
      Set<String> results = new HashSet<>();
      for (int seed = 0; seed < 30; seed++) {
        String once = changed(change, seed);
        assertThat(changed(change, seed)).as(change.toString()).isEqualTo(once);
        results.add(once);
      }
      assertThat(results).as(change.toString()).hasSizeGreaterThan(1);
    }
  }

  /** The values that a changed picture gives, cut squares included. */
  private static String changed(ImageAugmentation change, int seed) {
    Picture picture = pattern();
    change.apply(picture, Key.of(seed));
    FloatBuffer values = FloatBuffer.allocate(picture.size());
    picture.write(new Normalisation.Unit().table(3), values, 0);
    return Arrays.toString(values.array());
  }

  @Test
  void aFlipChangesLeftAndRight() {
    Picture picture = pattern();
    new Movement.HorizontalFlip(1).apply(picture, Key.of(1));
    Picture before = pattern();
    for (int x = 0; x < WIDTH; x++) {
      assertThat(picture.at(x, 4, 1)).isEqualTo(before.at(WIDTH - 1 - x, 4, 1));
    }
    new Movement.HorizontalFlip(0).apply(picture, Key.of(1));
    assertThat(picture.at(0, 4, 1)).isEqualTo(before.at(WIDTH - 1, 4, 1));
  }

  @Test
  void aCutSquareIsZeroAfterNormalisation() {
    float[][] table = new float[3][256];
    for (float[] channel : table) {
      java.util.Arrays.fill(channel, 2f);
    }
    int cut = 0;
    for (int i = 0; i < 50; i++) {
      Picture picture = pattern();
      new Masking.Cutout(4).apply(picture, Key.of(2).child(i));
      FloatBuffer values = FloatBuffer.allocate(picture.size());
      picture.write(table, values, 0);
      int zeros = 0;
      for (int p = 0; p < WIDTH * HEIGHT; p++) {
        assertThat(values.get(p)).isEqualTo(values.get(p + WIDTH * HEIGHT));
        zeros += values.get(p) == 0 ? 1 : 0;
      }
      assertThat(zeros).isBetween(4, 16);
      cut += zeros == 16 ? 1 : 0;
    }
    assertThat(cut).isBetween(10, 45);
  }

  @Test
  void policiesAreThePublishedOnes() {
    assertThat(Policies.IMAGENET).hasSize(25);
    assertThat(Policies.CIFAR10).hasSize(25);
    Picture picture = pattern();
    AutoAugment.Operation.POSTERIZE.apply(picture, 1, 1); // strength 9: 4 bits
    assertThat(picture.at(1, 0, 0)).isEqualTo(37 & 0xF0);
    for (AutoAugment.Policy policy : AutoAugment.Policy.values()) {
      Set<String> results = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        Picture changed = pattern();
        new AutoAugment(policy).apply(changed, Key.of(5).child(i));
        results.add(HexFormat.of().formatHex(changed.copy()));
      }
      assertThat(results).hasSizeGreaterThan(30);
    }
  }

  @Test
  void changesOfTheOtherKindOfDataAreRefused() {
    Key key = Key.of(1);
    assertThatThrownBy(
            () -> new Augmenter(List.of(new Perturbation.PolarityFlip(0.5)), key).requireImages())
        .hasMessage(
            "Invalid data.augment: polarity-flip (must be a change of images: the data are images)");
    assertThatThrownBy(
            () ->
                new Augmenter(List.of(new Masking.Cutout(4), new Movement.Shift(4)), key)
                    .requireImages())
        .hasMessage("Invalid data.augment: shift after cutout (must come before it)");
    AutoAugment policy = new AutoAugment(AutoAugment.Policy.CIFAR10);
    assertThatThrownBy(() -> new Augmenter(List.of(policy), key).requireEvents())
        .hasMessage(
            "Invalid data.augment: auto-augment (must be a change of events: the data are recordings)");
  }
}

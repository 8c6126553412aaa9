package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.SharedData;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PictureReaderTest {

  private static final View WHOLE = new View.Whole();
  private static final Key KEY = Key.of(1);

  private final PictureReader reader = new PictureReader(PictureReader.CutShort.REJECTED);
  private final Picture picture = new Picture();

  @Test
  void everyOddFileHasTheMeanColourThatIsKnownOfIt() throws IOException {
    for (String folder : List.of("imagenet-odd", "imagenet-1-per-class")) {
      Path place = SharedData.require(folder);
      JsonNode facts = new ObjectMapper().readTree(place.resolve("facts.json").toFile());
      for (JsonNode fact : facts) {
        String name = fact.get("file").asText();
        reader.read(name, Files.readAllBytes(place.resolve(name)), WHOLE, KEY, picture);
        assertThat(picture.width()).as(name).isEqualTo(fact.get("width").asInt());
        assertThat(picture.height()).as(name).isEqualTo(fact.get("height").asInt());
        for (int c = 0; c < 3; c++) {
          double expected = fact.get("mean_rgb").get(c).asDouble();
          assertThat(mean(c)).as("%s, channel %d", name, c).isEqualTo(expected, within(0.001));
        }
      }
    }
  }

  private double mean(int channel) {
    long sum = 0;
    for (int i = channel; i < picture.size(); i += 3) {
      sum += picture.values()[i] & 0xFF;
    }
    return 3.0 * sum / picture.size();
  }

  /** Leaving out the rows below a crop changes no pixel of it: the plain twin decodes them all. */
  @Test
  void rowsThatAreNotSeenAreNotMissed() throws IOException {
    Resampler resampler = new Resampler();
    HeapRows rows = new HeapRows();
    Picture expected = new Picture();
    for (Path file : files("imagenet-1-per-class", "imagenet-odd", "imagenet-ants-bees")) {
      byte[] bytes = Files.readAllBytes(file);
      reader.read(file.toString(), bytes, WHOLE, KEY, picture);
      rows.take(picture);
      for (int i = 0; i < 3; i++) {
        Key key = KEY.child(file.getFileName().toString()).child(i);
        View view = new View.RandomResizedCrop(112);
        Window window = view.window(picture.width(), picture.height(), key);
        if (window.reduction() == 1) {
          resampler.draw(rows, window, expected);
          Picture seen = new Picture();
          reader.read(file.toString(), bytes, view, key, seen);
          assertThat(seen.copy()).as(file.toString()).isEqualTo(expected.copy());
        }
      }
    }
  }

  @Test
  void decodingInASmallerSizeStaysWithinTwoLevels() throws IOException {
    for (String name : List.of("n02397096_warthog", "n04465501_tractor", "n03930630_pickup")) {
      Path file = SharedData.require("imagenet-1-per-class/" + name + ".JPEG");
      byte[] bytes = Files.readAllBytes(file);
      Window half = Window.resized(0, 0, 800, 534, 100);
      assertThat(half.reduction()).isEqualTo(2);
      reader.read(name, bytes, WHOLE, KEY, picture);
      HeapRows rows = new HeapRows();
      rows.take(picture);
      Picture full = new Picture();
      new Resampler().draw(rows, half, full);
      reader.read(name, bytes, (w, h) -> half, picture);
      double sum = 0;
      for (int i = 0; i < full.size(); i++) {
        sum += Math.abs((picture.values()[i] & 0xFF) - (full.values()[i] & 0xFF));
      }
      assertThat(sum / full.size()).as(name).isLessThan(2);
    }
  }

  @Test
  void aFileThatWasCutShortIsNamedOrItsRestGrey() throws IOException {
    Path file = SharedData.require("imagenet-odd/ILSVRC2012_val_00015846.JPEG");
    byte[] whole = Files.readAllBytes(file);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> reader.read("half.JPEG", half, WHOLE, KEY, picture))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "Cannot decode picture half.JPEG: it was cut short (10316 bytes without the marker of its end)");
    reader.read("whole.JPEG", whole, WHOLE, KEY, picture);
    try (PictureReader lenient = new PictureReader(PictureReader.CutShort.FILLED)) {
      Picture cut = new Picture();
      lenient.read("half.JPEG", half, WHOLE, KEY, cut);
      assertThat(cut.height()).isEqualTo(picture.height());
      int row = 3 * cut.width();
      assertThat(Arrays.copyOf(cut.values(), 100 * row))
          .isEqualTo(Arrays.copyOf(picture.values(), 100 * row));
      assertThat(cut.at(5, cut.height() - 1, 0)).isEqualTo(cut.at(200, cut.height() - 40, 0));
      byte[] first = cut.copy();
      lenient.read("half.JPEG", half, WHOLE, KEY, cut);
      assertThat(cut.copy()).isEqualTo(first);
    }
  }

  @Test
  void whatIsNoPictureIsNamed() {
    byte[] text = "GIF89a is not read".getBytes(StandardCharsets.US_ASCII);
    for (byte[] bytes : List.of(text, new byte[0], new byte[] {-1, -40, -1, -39})) {
      assertThatThrownBy(() -> reader.read("odd.JPEG", bytes, WHOLE, KEY, picture))
          .isInstanceOf(PictureException.class)
          .hasMessageStartingWith("Cannot decode picture odd.JPEG: ");
    }
  }

  @Test
  void rawValuesKeepTheirChannels() {
    byte[] planes = new byte[3 * 4 * 5];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) i;
    }
    reader.readPlanes(planes, 5, 4, 3, WHOLE, KEY, picture);
    assertThat(picture.at(2, 1, 0)).isEqualTo(7);
    assertThat(picture.at(2, 1, 1)).isEqualTo(27);
    assertThat(picture.at(2, 1, 2)).isEqualTo(47);
    reader.readPlanes(planes, 10, 6, 1, new View.CentreCrop(4, 6), KEY, picture);
    assertThat(picture.channels()).isEqualTo(1);
    assertThat(picture.copy()).hasSize(16);
    assertThat(picture.at(0, 0, 0)).isEqualTo(13); // row 1, column 3
  }

  private static List<Path> files(String... folders) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> inside = Files.walk(SharedData.require(folder))) {
        inside.filter(f -> f.toString().matches("(?i).*[.]jpe?g")).sorted().forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(200);
    return files;
  }
}

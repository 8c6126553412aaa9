package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cofire.data.SharedData;
import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recordings against facts that were established independently. */
class RealRecordingsTest {

  @ParameterizedTest(name = "{0}: {1} files of {2}")
  @CsvSource({
    "nmnist-small, 770, .bin",
    "ncaltech101, 1, .bin",
    "dvs-gesture-clips, 7, .bs2",
    "dvs-gesture-clips, 2, .bs3",
    "ntidigits-1d, 1, .bs1",
    "poker-dvs, 70, .dat",
    "ncars-dat, 1, .dat",
    "prophesee-evt2, 1, .raw",
    "prophesee-evt3, 1, .raw",
  })
  void everyRecordingDecodesToItsFacts(String name, int files, String extension)
      throws IOException {
    Path folder = SharedData.require(name);
    int found = 0;
    for (JsonNode fact : Facts.of(folder)) {
      String file = fact.path("file").asText();
      if (file.endsWith(extension)) {
        EventStream events = Facts.read(folder.resolve(file), Facts.options(fact));
        assertThat(Facts.summary(events)).as(file).isEqualTo(Facts.summary(fact));
        found++;
      }
    }
    assertThat(found).isEqualTo(files);
  }

  @Test
  void theSensorOfARawFileIsThatOfItsHeaderOrOfTheCameraThatItNames() throws IOException {
    assertThat(sensor("prophesee-evt2/evt2_sample.raw")).isEqualTo(new SensorGeometry(640, 480));
    assertThat(sensor("prophesee-evt3/event_camera_py_1.raw"))
        .isEqualTo(new SensorGeometry(640, 480));
  }

  /** {@code .bs2} and {@code .bs3} of one number hold the same events. */
  @Test
  void twoFormatsOfOneRecordingGiveTheSameEvents() throws IOException {
    Path folder = SharedData.require("dvs-gesture-clips");
    DecodeOptions options = DecodeOptions.sensor(new SensorGeometry(128, 128));
    for (int clip = 1; clip <= 2; clip++) {
      Streams.assertSame(
          Facts.read(folder.resolve(clip + ".bs3"), options),
          Facts.read(folder.resolve(clip + ".bs2"), options));
    }
  }

  /** The source's own decode: a NumPy array of t int64, x int16, y int16, p uint8. */
  @Test
  void theCarRecordingEqualsTheSourcesOwnDecodeEventForEvent() throws IOException {
    Path folder = SharedData.require("ncars-dat");
    EventStream events =
        Facts.read(folder.resolve("NCARS_obj_004397_td.dat"), DecodeOptions.none());
    byte[] array = Files.readAllBytes(folder.resolve("expected/NCARS_obj_004397_td.npy"));
    ByteBuffer rows = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    rows.position(array.length - 13 * events.size());
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.timesMicros()[i]).isEqualTo(rows.getLong());
      assertThat(events.xs()[i]).isEqualTo(rows.getShort());
      assertThat(events.ys()[i]).isEqualTo(rows.getShort());
      assertThat(events.polarities()[i]).isEqualTo(rows.get());
    }
  }

  private static SensorGeometry sensor(String file) throws IOException {
    return Facts.read(SharedData.require(file), DecodeOptions.none()).geometry();
  }
}

package io.cofire.driver.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.driver.prediction.LaidEndToEnd.Numbered;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of many recordings, of which each is a sample. */
class LaidEndToEndTest {

  @Test
  void eachRecordingIsASampleFromItsOwnTimeZero() {
    EventStream all =
        new EventStream(
            new SensorGeometry(700, 1),
            new long[] {5, 9, 1_000_000_004L, 1_000_000_004L, 3_000_000_000L},
            new short[] {1, 2, 3, 4, 5},
            new short[5],
            new byte[] {1, 1, 1, 0, 1});
    List<Numbered> recordings = LaidEndToEnd.of("a.h5", all).toList();
    assertThat(recordings)
        .extracting(Numbered::name)
        .containsExactly("a.h5/00000", "a.h5/00001", "a.h5/00003");
    EventStream second = recordings.get(1).events();
    assertThat(second.timesMicros()).containsExactly(4, 4);
    assertThat(second.xs()).containsExactly((short) 3, (short) 4);
    assertThat(second.polarities()).containsExactly((byte) 1, (byte) 0);
    assertThat(recordings.get(2).events().timesMicros()).containsExactly(0);
  }
}

package io.cofire.data.recordings.aedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Streams;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Aedat2EncoderTest {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  @Test
  void oneEventByHand() {
    EventBuilder events = new EventBuilder();
    events.add(0x8000_0005L, 3, 1, 1); // 2^31 + 5

    byte[] bytes = Aedat2Encoder.encode(events.build(DVS128));

    assertThat(HexFormat.of().formatHex(bytes, bytes.length - 9, bytes.length))
        .isEqualTo("0a" + "00000107" + "80000005");
  }

  @Test
  void theDecoderGivesTheSameEvents() throws IOException {
    EventStream stream =
        Streams.later(
            Streams.random(Key.of(5).random(), DVS128, 20_000), 2_147_000_000L); // passes 2^31
    Streams.assertSame(
        Decoding.read("a.aedat", Aedat2Encoder.encode(stream), DecodeOptions.none()), stream);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    EventBuilder far = new EventBuilder();
    far.add(1, 128, 0, 0);
    assertThatThrownBy(() -> Aedat2Encoder.encode(far.build(new SensorGeometry(129, 1))))
        .hasMessageStartingWith("Cannot write event 0 as AEDAT 2.0: time 1, x 128, y 0");
    EventBuilder late = new EventBuilder();
    late.add(0x1_0000_0000L, 0, 0, 0);
    assertThatThrownBy(() -> Aedat2Encoder.encode(late.build(DVS128)))
        .hasMessageContaining("expected time in 0..2^32-1");
  }
}

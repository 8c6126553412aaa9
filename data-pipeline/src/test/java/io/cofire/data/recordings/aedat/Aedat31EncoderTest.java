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
import io.cofire.data.recordings.read.ValidBits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Aedat31EncoderTest {

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  @Test
  void oneEventByHand() {
    EventBuilder events = new EventBuilder();
    events.add(0x8000_0005L, 3, 1, 1); // 2^31 + 5

    byte[] bytes = Aedat31Encoder.encode(events.build(DVS128));

    int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("#!END-HEADER\r\n") + 14;
    assertThat(HexFormat.of().formatHex(bytes, text, bytes.length))
        .isEqualTo(
            "00000100"
                + "08000000"
                + "04000000"
                + "00000000"
                + "010000000100000001000000"
                + "0300000000000000"
                + "01000100"
                + "08000000"
                + "04000000"
                + "01000000"
                + "010000000100000001000000"
                + "07000600"
                + "05000000");
  }

  @Test
  void theDecoderGivesTheSameEvents() throws IOException {
    EventStream stream =
        Streams.later(
            Streams.random(Key.of(5).random(), DVS128, 20_000), 2_147_000_000L); // passes 2^31
    Streams.assertSame(
        Decoding.read(
            "a.aedat",
            Aedat31Encoder.encode(stream),
            DecodeOptions.none().withValidBits(ValidBits.OBEYED)),
        stream);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    EventBuilder events = new EventBuilder();
    events.add(1, 128, 0, 0);
    assertThatThrownBy(() -> Aedat31Encoder.encode(events.build(new SensorGeometry(129, 1))))
        .hasMessageStartingWith("Cannot write event 0 as AEDAT 3.1: time 1, x 128, y 0");
  }
}

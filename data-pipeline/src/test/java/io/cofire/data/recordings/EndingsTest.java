package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.recordings.Specimens.Specimen;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the names of recordings end with. */
class EndingsTest {

  static List<Specimen> specimens() {
    return Specimens.all();
  }

  @Test
  void everyFormatHasEndingsInLowerCase() {
    for (RecordingDecoder decoder : Recordings.decoders()) {
      List<String> words = decoder.endings().words();
      assertThat(words).as(decoder.format()).isNotEmpty();
      assertThat(words).allSatisfy(w -> assertThat(w).isEqualTo(w.toLowerCase(Locale.ROOT)));
      assertThat(Recordings.endings()).containsAll(words);
    }
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void aFileWithAnEndingOfItsFormatIsKnown(Specimen specimen) throws IOException {
    RecordingDecoder decoder =
        Recordings.decoders().stream()
            .filter(d -> d.format().equals(specimen.format()))
            .findFirst()
            .orElseThrow();
    for (String ending : decoder.endings().words()) {
      RecordingInput input =
          new RecordingInput("a." + ending, new ByteArrayInputStream(specimen.bytes()));
      assertThat(Recordings.decoder(input, DecodeOptions.none())).isSameAs(decoder);
    }
  }
}

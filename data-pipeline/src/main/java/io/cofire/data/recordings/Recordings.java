package io.cofire.data.recordings;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All formats of recordings that can be read. */
public final class Recordings {

  private static final List<RecordingDecoder> DECODERS = List.of(new AtisBinDecoder());

  private Recordings() {}

  /**
   * The decoder for a recording, by its content and extension.
   *
   * @throws RecordingException if no format fits
   */
  public static RecordingDecoder decoder(RecordingInput input) throws RecordingException {
    String fileName = input.name().toLowerCase(Locale.ROOT);
    for (RecordingDecoder decoder : DECODERS) {
      if (decoder.accepts(fileName, input.head())) {
        return decoder;
      }
    }
    String known =
        DECODERS.stream()
            .map(decoder -> decoder.format() + " (" + decoder.looksLike() + ")")
            .collect(Collectors.joining(", "));
    throw new RecordingException(
        input.name(), "unknown format (expected " + known + "); convert it or leave it out");
  }

  /**
   * A whole recording.
   *
   * @throws RecordingException if its content is wrong or it has no event
   * @throws IOException if the storage fails
   */
  public static EventStream read(RecordingInput input, DecodeOptions options) throws IOException {
    RecordingDecoder decoder = decoder(input);
    if (input.head().length == 0) {
      throw new RecordingException(
          input.name(),
          "the file is empty (expected %s events, found 0 bytes)".formatted(decoder.format()));
    }
    EventBuilder events = new EventBuilder();
    SensorGeometry sensor = decoder.decode(input, options, events);
    if (events.size() == 0) {
      throw new RecordingException(
          input.name(),
          "it has no events (expected at least 1 %s event)".formatted(decoder.format()));
    }
    return events.build(sensor);
  }
}

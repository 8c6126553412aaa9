package io.cofire.data.recordings;

import io.cofire.data.errors.Exhaustion;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.aedat.AedatFormats;
import io.cofire.data.recordings.atis.AtisFormats;
import io.cofire.data.recordings.columns.ColumnFormats;
import io.cofire.data.recordings.columns.numpy.NumpyFormats;
import io.cofire.data.recordings.prophesee.PropheseeFormats;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.Tolerance;
import io.cofire.data.recordings.ros.RosFormats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All formats of recordings that can be read. */
public final class Recordings {

  private static final List<RecordingDecoder> DECODERS =
      Stream.of(
              AtisFormats.decoders(),
              PropheseeFormats.decoders(),
              AedatFormats.decoders(),
              NumpyFormats.decoders(),
              ColumnFormats.decoders(),
              RosFormats.decoders())
          .flatMap(List::stream)
          .toList();

  private Recordings() {}

  /** All decoders. */
  static List<RecordingDecoder> decoders() {
    return DECODERS;
  }

  /** Names of all formats, as {@link DecodeOptions#format()} takes them. */
  public static List<String> formats() {
    return DECODERS.stream().map(RecordingDecoder::format).toList();
  }

  /** What the names of recordings of any format end with, in lower case without the dot. */
  public static Set<String> endings() {
    return DECODERS.stream()
        .flatMap(decoder -> decoder.endings().words().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a path ends like a recording of any format, in any capitals, {@code .gz} or not. */
  public static boolean isNamedLikeOne(String path) {
    String name = RecordingInput.unpackedName(path.toLowerCase(Locale.ROOT));
    return DECODERS.stream().anyMatch(decoder -> decoder.endings().end(name));
  }

  /**
   * The decoder for a recording: that of the stated format, or else by content and extension.
   *
   * @throws RecordingException if no format fits, or more than one
   * @throws IllegalArgumentException if the stated format does not exist
   */
  public static RecordingDecoder decoder(RecordingInput input, DecodeOptions options)
      throws RecordingException {
    if (options.format().isPresent()) {
      return named(options.format().get());
    }
    String fileName = RecordingInput.unpackedName(input.name().toLowerCase(Locale.ROOT));
    byte[] head = input.head();
    List<RecordingDecoder> fitting = new ArrayList<>(1);
    for (RecordingDecoder decoder : DECODERS) {
      if (decoder.accepts(fileName, head)) {
        fitting.add(decoder);
      }
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (fitting.isEmpty()) {
      throw unknown(input.name(), head);
    }
    throw new RecordingException(
        input.name(),
        String.format(
            Locale.ROOT,
            "ambiguous format (it may be %s); state the option format",
            describe(fitting)));
  }

  private static RecordingException unknown(String name, byte[] head) {
    String expected = "expected " + describe(DECODERS);
    String found =
        Contained.known(head)
            .map(kind -> kind + "; " + expected)
            .orElseGet(() -> expected + "; found " + Contained.shown(head));
    return new RecordingException(
        name,
        String.format(
            Locale.ROOT,
            "unknown format (%s); state the option format, convert it or leave it out",
            found));
  }

  private static RecordingDecoder named(String format) {
    for (RecordingDecoder decoder : DECODERS) {
      if (decoder.format().equals(format)) {
        return decoder;
      }
    }
    throw new InvalidValue(
        "recording format", format, "expected one of " + String.join(", ", formats()));
  }

  private static String describe(List<RecordingDecoder> decoders) {
    return decoders.stream()
        .map(decoder -> decoder.format() + " (" + decoder.looksLike() + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * Decodes a recording block by block, in the conventions of the options. What is dropped of one
   * with faults, as the options choose, stands in the input's findings.
   *
   * @param sink takes the events in the order of the file
   * @return size of the sensor on the image
   * @throws RecordingException if the content is wrong, or takes more memory or stack than there is
   * @throws IOException if the storage fails
   */
  public static SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    Losses losses = new Losses(input, options.faults(), sink);
    input.tolerate(losses);
    try {
      SensorGeometry sensor = pass(input, options, losses.sink());
      losses.end();
      return sensor;
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw exhausted(input, e);
    }
  }

  static RecordingException exhausted(RecordingInput input, VirtualMachineError e) {
    return RecordingException.at(
        input.name(), input.position(), "given up", Exhaustion.describe(e));
  }

  /** Decodes a recording; what is wrong with it, its own {@link Tolerance} hears. */
  static SensorGeometry pass(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    RecordingDecoder decoder = decoder(input, options);
    input.orient(options.orientation());
    if (input.head().length == 0) {
      throw input.explained(
          new RecordingException(
              input.name(),
              String.format(
                  Locale.ROOT,
                  "the file is empty (expected %s events, found 0 bytes)",
                  decoder.format())));
    }
    for (Particular option : Particular.values()) {
      if (option.isStated(options) && !decoder.obeyed().contains(option)) {
        input.findings().ignore(option, decoder.format());
      }
    }
    SensorGeometry stored = stored(decoder, input, options, sink);
    if (options.orientation().mirrors() && !stored.equals(options.sensor().orElseThrow())) {
      throw new RecordingException(
          input.name(),
          String.format(
              Locale.ROOT,
              "it states a sensor of %s, and orientation %s was asked for one of %s; state its own size",
              stored,
              options.orientation(),
              options.sensor().orElseThrow()));
    }
    return options.orientation().apply(stored);
  }

  private static SensorGeometry stored(
      RecordingDecoder decoder, RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    try {
      SensorGeometry stored = decoder.decode(input, options, ConventionSink.of(options, sink));
      input.requireEnd();
      return stored;
    } catch (RecordingException e) {
      throw input.explained(e);
    }
  }

  /**
   * A whole recording.
   *
   * @throws RecordingException if its content is wrong or it has no event
   * @throws IOException if the storage fails
   */
  public static EventStream read(RecordingInput input, DecodeOptions options) throws IOException {
    EventBuilder events = new EventBuilder();
    SensorGeometry sensor = decode(input, options, events);
    if (events.size() == 0) {
      throw new RecordingException(
          input.name(),
          String.format(
              Locale.ROOT,
              "it has no events (expected at least 1 %s event)",
              decoder(input, options).format()));
    }
    try {
      return events.build(sensor);
    } catch (OutOfMemoryError e) {
      throw exhausted(input, e);
    }
  }
}

package io.cofire.driver.prediction;

import io.cofire.data.batches.SampleSource;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.files.Storage;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.filters.FilterWords;
import io.cofire.data.recordings.Clip;
import io.cofire.data.recordings.Clips;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Shard;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Recordings, decoded as a preparation decodes them and framed as an evaluation frames them. */
final class RecordingPieces implements PieceReader {

  private final Configuration hadoop;
  private final Recipe.Data data;
  private final SensorGeometry sensor;
  private final List<EventFilter> filters;
  private final Function<String, DecodeOptions> decoding;
  private final Optional<TimeSlices> windows;
  private final KeptShards shards;

  /**
   * A reader.
   *
   * @param trained the recordings that the network was trained on, whose filters files go through
   * @param decoding how a file is read, by its path
   * @param windows what each recording is cut into; empty for the whole of it
   */
  RecordingPieces(
      Configuration hadoop,
      Recipe.Data data,
      Manifest trained,
      Function<String, DecodeOptions> decoding,
      Optional<TimeSlices> windows) {
    this.hadoop = hadoop;
    this.data = data;
    this.sensor = trained.sensor();
    this.filters = filters(trained);
    this.decoding = decoding;
    this.windows = windows;
    this.shards = new KeptShards(hadoop);
  }

  @Override
  public Iterator<Piece> read(InputUnit unit) throws IOException {
    return (unit.set().isPresent() ? shard(unit) : file(unit.path())).iterator();
  }

  private Stream<Piece> shard(InputUnit unit) {
    Shard shard = shards.read(unit);
    return IntStream.range(0, shard.size())
        .boxed()
        .flatMap(i -> pieces(shard.name(i), unit.first() + i, shard.events(i)));
  }

  private Stream<Piece> file(String path) throws IOException {
    Path file = new Path(path);
    try (InputStream in = Storage.of(hadoop, file).files().open(file)) {
      return read(shown(path), decoding.apply(path), in);
    }
  }

  @Override
  public Iterator<Piece> read(String name, byte[] content) throws IOException {
    return read(name, decoding.apply(name), new ByteArrayInputStream(content)).iterator();
  }

  private Stream<Piece> read(String name, DecodeOptions options, InputStream in)
      throws IOException {
    EventBuilder events = new EventBuilder();
    Clip all = new Clip(TimeRange.ALL, sensor, events);
    Findings findings;
    try {
      RecordingInput input = new RecordingInput(name, in);
      Clips.cut(input, options, List.of(all));
      findings = input.findings();
    } catch (RecordingException e) {
      return Stream.of(Piece.damaged(name, e.problem()));
    }
    if (all.problem().isPresent()) {
      return Stream.of(Piece.damaged(name, all.problem().get()));
    }
    String dropped = dropped(all, findings);
    if (events.size() == 0) {
      return Stream.of(Piece.damaged(name, "it has no events"));
    }
    EventStream read = events.build(sensor);
    return EndToEnd.isChosen(options)
        ? LaidEndToEnd.of(name, read).flatMap(one -> filtered(one.name(), one.events()))
        : filtered(name, read).map(piece -> piece.without(dropped));
  }

  /** As a preparation has filtered what is in shards. */
  private Stream<Piece> filtered(String name, EventStream events) {
    EventStream left = EventFilter.apply(filters, events);
    String problem =
        String.format(
            Locale.ROOT,
            "none of its %,d events is left by %s",
            events.size(),
            String.join(", ", FilterWords.of(filters)));
    return left.size() == 0 ? Stream.of(Piece.damaged(name, problem)) : pieces(name, 0, left);
  }

  private static List<EventFilter> filters(Manifest trained) {
    return trained
        .contents()
        .either(events -> new DecodeWords(events.decoding()).filters(), images -> List.of());
  }

  private static String dropped(Clip all, Findings findings) {
    Map<Discard, Long> discarded = new EnumMap<>(Discard.class);
    discarded.putAll(findings.discarded());
    if (all.outside() > 0) {
      discarded.put(Discard.OUTSIDE, all.outside());
    }
    return discarded.entrySet().stream()
        .map(one -> String.format(Locale.ROOT, "%s: %,d", one.getKey().words(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A local path without its scheme, any other whole. */
  static String shown(String path) {
    Path file = new Path(path);
    return "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : path;
  }

  private Stream<Piece> pieces(String name, int number, EventStream events) {
    if (windows.isEmpty()) {
      return Stream.of(Piece.whole(name, number, seen(name, events)));
    }
    Optional<String> problem = windows.get().problem(events);
    return problem.isPresent()
        ? Stream.of(Piece.damaged(name, problem.get()))
        : windows.get().of(events).map(part -> part(name, number, part));
  }

  private Piece part(String name, int number, TimeSlices.Part part) {
    Optional<SampleSource> seen =
        part.events().size() == 0 ? Optional.empty() : Optional.of(seen(name, part.events()));
    return new Piece(name, Optional.of(part.range()), number, seen, "", "");
  }

  private SampleSource seen(String name, EventStream events) {
    return Inputs.recordings(data, OneSample.of(name, events));
  }
}

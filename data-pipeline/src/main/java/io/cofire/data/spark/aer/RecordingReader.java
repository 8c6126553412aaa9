package io.cofire.data.spark.aer;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Storage;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.spark.aer.AerOptions.Mode;
import io.cofire.data.spark.aer.Column.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads of a recording what is needed, and obeys the mode where it is damaged. */
final class RecordingReader {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingReader.class);

  private final Configuration hadoop;
  private final AerOptions options;
  private final DecodeOptions decoding;
  private final TimeFilter times;

  RecordingReader(Configuration hadoop, AerOptions options, TimeFilter times) {
    this.hadoop = hadoop;
    this.options = options;
    this.decoding = options.decode();
    this.times = times;
  }

  /**
   * Reads a recording.
   *
   * @return nothing where it is damaged and such recordings are dropped
   * @throws RecordingException if it is damaged and the mode is to fail
   * @throws IOException if the storage fails
   */
  Optional<ReadRecording> read(FoundRecording file, Needs needs) throws IOException {
    if (needs == Needs.NAME) {
      return Optional.of(new ReadRecording(file, null, null, null, null));
    }
    Path path = new Path(file.path());
    String format = null;
    try (InputStream in = Storage.of(hadoop, path).files().open(path)) {
      RecordingInput input = new RecordingInput(file.path(), in);
      format = Recordings.decoder(input, decoding).format();
      if (needs == Needs.HEAD) {
        return Optional.of(new ReadRecording(file, format, null, null, null));
      }
      HeldEvents events = new HeldEvents(times, needs);
      SpanSink span = new SpanSink(events);
      SensorGeometry sensor = Recordings.decode(input, decoding, span);
      input
          .findings()
          .discarded()
          .forEach(
              (what, count) -> LOG.warn("{}: dropped {}: {}", file.path(), what.words(), count));
      span.doubts(input.findings()).forEach(doubt -> LOG.warn("{}: it {}", file.path(), doubt));
      return Optional.of(new ReadRecording(file, format, sensor, events, null));
    } catch (RecordingException e) {
      if (options.mode() == Mode.FAILFAST) {
        throw e;
      }
      return options.mode() == Mode.DROPMALFORMED
          ? Optional.empty()
          : Optional.of(new ReadRecording(file, format, null, null, e.problem()));
    }
  }
}

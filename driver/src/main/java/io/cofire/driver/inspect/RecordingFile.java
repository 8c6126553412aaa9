package io.cofire.driver.inspect;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A recording that can be read more than once.
 *
 * @param place any Hadoop path
 * @param options what is known beyond the file
 */
public record RecordingFile(String place, DecodeOptions options) {

  /**
   * What decoding says beside the events.
   *
   * @param format name of the format
   * @param sensor size of the sensor on the image
   * @param findings what the decoder found out
   */
  public record Decoded(String format, SensorGeometry sensor, Findings findings) {}

  /**
   * Decodes all events.
   *
   * @throws RecordingException if there is no such file or its content is wrong
   * @throws IOException if the storage fails
   */
  public Decoded decode(EventSink sink) throws IOException {
    Path path = FileSystems.path(place);
    FileSystem files = Storage.of(new Configuration(), path).files();
    requireFile(files, path);
    try (InputStream in = files.open(path)) {
      RecordingInput input = new RecordingInput(place, in);
      String format = Recordings.decoder(input, options).format();
      SensorGeometry sensor = Recordings.decode(input, options, sink);
      doubtSensor(sensor, input.findings());
      return new Decoded(format, sensor, input.findings());
    }
  }

  /** What a file states of its sensor wins over the option. */
  private void doubtSensor(SensorGeometry found, Findings findings) {
    options
        .sensor()
        .filter(stated -> !options.orientation().apply(stated).equals(found))
        .ifPresent(
            stated ->
                findings.doubt(
                    String.format(
                        Locale.ROOT,
                        "was read without --sensor %s: it states a sensor of %s",
                        stated,
                        found)));
  }

  private void requireFile(FileSystem files, Path path) throws IOException {
    try {
      if (files.getFileStatus(path).isDirectory()) {
        throw new RecordingException(place, "it is a folder; name one of its files");
      }
    } catch (FileNotFoundException e) {
      throw new RecordingException(place, "no such file; check the path");
    }
  }
}

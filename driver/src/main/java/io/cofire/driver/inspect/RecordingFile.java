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

  /** What decoding says beside the events. */
  record Decoded(String format, SensorGeometry sensor, Findings findings) {}

  /**
   * Decodes all events.
   *
   * @throws RecordingException if there is no such file or its content is wrong
   * @throws IOException if the storage fails
   */
  Decoded decode(EventSink sink) throws IOException {
    Path path = FileSystems.path(place);
    FileSystem files = Storage.of(new Configuration(), path).files();
    requireFile(files, path);
    try (InputStream in = files.open(path)) {
      RecordingInput input = new RecordingInput(place, in);
      String format = Recordings.decoder(input, options).format();
      return new Decoded(format, Recordings.decode(input, options, sink), input.findings());
    }
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

package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * NumPy arrays in a ZIP archive, {@code .npz}, stored or deflated: what of them are events, {@link
 * NumpyMembers} says. The archive has columns one after the other, so that they are held in memory
 * whole.
 */
final class NumpyArchiveDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("npz");

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + " of t, x, y, p";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return ENDINGS.end(fileName) && head.length >= 2 && head[0] == 'P' && head[1] == 'K';
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.TIME_UNIT, Particular.COLUMNS, Particular.STREAM);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    InputBytes bytes = new InputBytes(input);
    NumpyMembers members = new NumpyMembers(input, options);
    try (ZipInputStream archive = new ZipInputStream(bytes)) {
      ZipEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        members.add(entry.getName(), archive);
        archive.closeEntry();
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (bytes.failed()) {
        throw e;
      }
      throw RecordingException.at(
          input.name(),
          input.position(),
          "damaged archive",
          "expected a ZIP, found " + e.getMessage());
    }
    return members.emit(sink);
  }
}

package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * HDF5, {@code .h5} and {@code .hdf5}: a group with one-dimensional datasets of equal lengths named
 * {@link io.cofire.data.recordings.read.EventColumn t, x, y, p} ({@link Hdf5Datasets}), one dataset
 * of compounds with such members ({@link Hdf5Compounds}), one of N rows ({@link Hdf5Table}), or the
 * recordings of SHD ({@link Hdf5Spikes}). The format needs random access: files up to 16 MiB are
 * held in memory, larger ones are copied to a temporary file; events are read in slices.
 * Prophesee's own codec is refused.
 */
final class Hdf5Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("h5", "hdf5");

  private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};
  private static final int IN_MEMORY = 16 << 20;

  static {
    Hdf5Filters.install();
  }

  @Override
  public String format() {
    return "hdf5";
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
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    InputStream bytes = new InputBytes(input);
    byte[] start = bytes.readNBytes(IN_MEMORY);
    if (start.length < IN_MEMORY) {
      return decode(input, () -> HdfFile.fromByteBuffer(ByteBuffer.wrap(start)), options, sink);
    }
    Path copy = Files.createTempFile("cofire", ".h5");
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        out.write(start);
        bytes.transferTo(out);
      }
      return decode(input, () -> new HdfFile(copy), options, sink);
    } finally {
      Files.delete(copy);
    }
  }

  /** Opens the file by the library. */
  @FunctionalInterface
  private interface Opening {
    HdfFile open();
  }

  /** What the library finds wrong is an error of the file, whatever the library throws. */
  private static SensorGeometry decode(
      RecordingInput input, Opening opening, DecodeOptions options, EventSink sink)
      throws RecordingException {
    try (HdfFile file = opening.open()) {
      MeasuringSink measured = new MeasuringSink(sink);
      Hdf5Source source = Hdf5Places.find(file, input.name(), options, input.findings());
      Optional<SensorGeometry> sensor = options.sensor().or(source::sensor);
      EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
      new Hdf5Events(input, source).decode(options, SensorBounds.of(input, sensor), block);
      block.flush();
      return measured.sensor(sensor);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw RecordingException.at(
          input.name(), 0, "damaged or unsupported HDF5", "found " + Hdf5Events.reason(e));
    }
  }
}

package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * HDF5, {@code .h5} and {@code .hdf5}: a group with one-dimensional datasets of equal lengths named
 * {@link io.cofire.data.recordings.read.EventColumn t, x, y, p} ({@link Hdf5Datasets}), one dataset
 * of compounds with such members ({@link Hdf5Compounds}), one of N rows ({@link Hdf5Table}), or the
 * recordings of SHD ({@link Hdf5SpikeFile}). Events are read in slices. Prophesee's own codec is
 * refused.
 */
final class Hdf5Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("h5", "hdf5");

  private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

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
  public Set<Particular> obeyed() {
    return Set.of(Particular.TIME_UNIT, Particular.COLUMNS, Particular.STREAM);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    return Hdf5Bytes.use(input, file -> decode(input, file, options, sink));
  }

  private static SensorGeometry decode(
      RecordingInput input, HdfFile file, DecodeOptions options, EventSink sink)
      throws RecordingException {
    MeasuringSink measured = new MeasuringSink(sink);
    Hdf5Source source = Hdf5Places.find(file, input.name(), options, input.findings());
    Optional<SensorGeometry> sensor =
        options.sensor().or(source::sensor).or(() -> Hdf5Units.sensor(file));
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    SensorBounds bounds = SensorBounds.of(input, sensor);
    for (Hdf5Rows rows : source.parts()) {
      new Hdf5Events(input, rows).decode(options, bounds, block);
    }
    block.flush();
    return measured.sensor(sensor);
  }
}

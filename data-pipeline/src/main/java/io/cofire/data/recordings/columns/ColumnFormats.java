package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of containers of columns t, x, y, p but for NumPy's: HDF5, MATLAB, text. */
public final class ColumnFormats {

  private ColumnFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(new Hdf5Decoder(), new MatDecoder(), new TextDecoder());
  }
}

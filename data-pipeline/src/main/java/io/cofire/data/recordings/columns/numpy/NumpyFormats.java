package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of NumPy's files: an array, and an archive of arrays. */
public final class NumpyFormats {

  private NumpyFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(new NumpyDecoder(), new NumpyArchiveDecoder());
  }
}

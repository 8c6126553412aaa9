package io.cofire.data.recordings.aedat;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of iniVation's AEDAT files, versions 1 to 4. */
public final class AedatFormats {

  private AedatFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(
        new Aedat1Decoder(), new Aedat2Decoder(), new Aedat3Decoder(), new Aedat4Decoder());
  }
}

package io.cofire.data.recordings.atis;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of the 40-bit files of ATIS cameras and their kin (SLAYER's, Event Stream). */
public final class AtisFormats {

  private AtisFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(
        new AtisBinDecoder(),
        new SlayerBs3Decoder(),
        new SlayerBs1Decoder(),
        new EventStreamDecoder());
  }
}

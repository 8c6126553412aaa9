package io.cofire.data.recordings.prophesee;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of Prophesee's raw and DAT files. */
public final class PropheseeFormats {

  private PropheseeFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(
        new AtisTdDecoder(),
        new DatDecoder(),
        new Evt2Decoder(),
        new Evt21Decoder(Evt21Decoder.Order.LITTLE),
        new Evt21Decoder(Evt21Decoder.Order.LEGACY),
        new Evt3Decoder());
  }
}

package io.cofire.data.recordings.prophesee;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The decoders of Prophesee's raw and DAT files. */
public final class PropheseeFormats {

  private PropheseeFormats() {}

  /** The encoding that a file's header states, such as EVT4, whether it can be read or not. */
  public static Optional<String> encoding(byte[] head) {
    return PercentHeader.of(head)
        .flatMap(PercentHeader::encoding)
        .map(name -> name.toUpperCase(Locale.ROOT));
  }

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

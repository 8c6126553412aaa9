package io.cofire.data.recordings.aedat;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.RecordingException;
import java.util.Locale;
import java.util.Optional;

/** Where an AEDAT 1 or 2 address has its fields. */
enum AddressLayout {
  /** Bit 0 polarity, 1..7 x, 8..14 y; bit 15 or 31: special. */
  DVS128(1, 0x7F, 8, 0x7F, 0, 0x8000_8000, 0x7FFF_0000),
  /** Bit 11 polarity, 12..21 x, 22..30 y; bit 10: special, bit 31: frame or IMU record. */
  DAVIS(12, 0x3FF, 22, 0x1FF, 11, 0x8000_0400, 0);

  final int xShift;
  final int xMask;
  final int yShift;
  final int yMask;
  final int polarityShift;

  /** One of these bits: not a pixel event. */
  final int skipped;

  /** One of these bits: not an address of this layout. */
  final int foreign;

  AddressLayout(
      int xShift, int xMask, int yShift, int yMask, int polarityShift, int skipped, int foreign) {
    this.xShift = xShift;
    this.xMask = xMask;
    this.yShift = yShift;
    this.yMask = yMask;
    this.polarityShift = polarityShift;
    this.skipped = skipped;
    this.foreign = foreign;
  }

  /**
   * The layout for a chip: that of the header's chip, or of the stated size where the header names
   * none or an unknown one, or DVS128 where nothing is known.
   */
  static AddressLayout of(AedatHeader header, Optional<SensorGeometry> stated, String recording)
      throws RecordingException {
    String chip = header.chip();
    if (chip.contains("davis")) {
      return DAVIS;
    }
    if (chip.contains("dvs128") || chip.contains("tmpdiff128")) {
      return DVS128;
    }
    if (chip.isEmpty() || stated.isPresent()) {
      boolean fits =
          stated.isEmpty() || Math.max(stated.get().width(), stated.get().height()) <= 128;
      return fits ? DVS128 : DAVIS;
    }
    throw RecordingException.at(
        recording,
        0,
        "addresses of an unknown chip in the header",
        String.format(
            Locale.ROOT,
            "expected DVS128, Tmpdiff128 or DAVIS in # AEChip, found %s; state the size of the sensor to read them as DVS128 (at most 128x128) or DAVIS",
            chip));
  }
}

package io.cofire.data.imagefiles;

import java.util.Locale;

/**
 * The markers of a JPEG file (ITU-T T.81, annex B), followed from the first to the end of image.
 * What follows the end is passed over, as decoders do.
 */
final class JpegStructure {

  private static final int TEM = 0x01;
  private static final int RST0 = 0xD0;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;

  private final byte[] file;
  private int at = 2; // after the start of image
  private boolean framed; // a frame header with a size was there
  private boolean scanned; // a scan has begun

  private JpegStructure(byte[] file) {
    this.file = file;
  }

  static FileCheck check(byte[] file) {
    return new JpegStructure(file).walk();
  }

  private FileCheck walk() {
    while (true) {
      int marker = nextMarker();
      if (marker < 0) {
        return early("no end of image");
      }
      if (marker == EOI) {
        return scanned ? FileCheck.PASSED : FileCheck.foreign("the JPEG has no image in it");
      }
      boolean alone = marker == TEM || (marker >= RST0 && marker <= SOI);
      if (!alone) {
        int length = at + 2 <= file.length ? number(at) : -1;
        if (length < 2 || at + length > file.length) {
          return early(String.format(Locale.ROOT, "marker 0x%02X is not whole", marker));
        }
        if (isFrame(marker) && !frame(length)) {
          return FileCheck.foreign("the JPEG says that it has no pixels");
        }
        if (marker == SOS) {
          if (!framed) {
            return FileCheck.foreign("the JPEG has a scan before its frame");
          }
          scanned = true;
        }
        at += length;
      }
    }
  }

  /** What cannot even begin to be decoded is no image; the rest is cut. */
  private FileCheck early(String what) {
    String reason =
        String.format(Locale.ROOT, "the JPEG ends early: %s in its %d bytes", what, file.length);
    return scanned ? FileCheck.damaged(reason) : FileCheck.foreign(reason);
  }

  /**
   * The next marker; afterwards {@code at} is behind it. Coded data, its stuffed bytes and restart
   * markers are passed over.
   */
  private int nextMarker() {
    int i = at;
    int last = file.length - 1;
    while (i < last) {
      if (file[i] == (byte) 0xFF) {
        int code = file[i + 1] & 0xFF;
        if (code != 0 && code != 0xFF) {
          at = i + 2;
          return code;
        }
        i += code == 0 ? 2 : 1;
      } else {
        i++;
      }
    }
    return -1;
  }

  private boolean frame(int length) {
    framed = length >= 8 && number(at + 3) > 0 && number(at + 5) > 0 && file[at + 7] != 0;
    return framed;
  }

  /** SOF0 to SOF15 but for those that are tables: DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private int number(int offset) {
    return (file[offset] & 0xFF) << 8 | (file[offset + 1] & 0xFF);
  }
}

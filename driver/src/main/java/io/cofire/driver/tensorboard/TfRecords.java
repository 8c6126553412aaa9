package io.cofire.driver.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's framing of records: length (8 bytes), its checksum (4), the record, its checksum
 * (4), all little-endian. A checksum is CRC32C, rotated right by 15 bits, plus 0xa282ead8.
 */
final class TfRecords {

  private static final int MASK = 0xa282ead8;
  private static final int ROTATED = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void add(byte[] record) {
    byte[] length = little(Long.BYTES).putLong(record.length).array();
    out.writeBytes(length);
    out.writeBytes(checksum(length));
    out.writeBytes(record);
    out.writeBytes(checksum(record));
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), ROTATED) + MASK;
    return little(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}

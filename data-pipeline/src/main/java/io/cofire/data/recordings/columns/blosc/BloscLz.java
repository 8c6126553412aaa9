package io.cofire.data.recordings.columns.blosc;

/**
 * Blosc's own codec (blosclz.c), LZ77 after FastLZ. A byte c below 32 is followed by c + 1
 * literals. Otherwise it is a match: its upper three bits less 1 are the length, which further
 * bytes add to if they are 6, up to one that is not 255; the lower five and the byte after that are
 * the distance. If these are all ones, 16 bits follow, big-endian, of a distance beyond 8191. A
 * match copies 3 more than its length from 1 more than its distance back. The first byte has
 * literals whatever its upper bits.
 */
final class BloscLz {

  private static final int NEAR = 8191;
  private static final int LITERALS = 32; // below
  private static final int LONG = 6;

  private BloscLz() {}

  /**
   * Unpacks {@code from[start .. end)} into {@code to[at .. limit)}.
   *
   * @return the place behind the last byte that was written
   */
  static int unpack(byte[] from, int start, int end, byte[] to, int at, int limit) {
    int in = start;
    int out = at;
    int control = in < end ? from[in++] & (LITERALS - 1) : 0;
    while (in < end) {
      if (control < LITERALS) {
        int count = control + 1;
        Blosc.require(count <= end - in && count <= limit - out, "%d literals", count);
        System.arraycopy(from, in, to, out, count);
        in += count;
        out += count;
      } else {
        int length = (control >> 5) - 1;
        int distance = (control & (LITERALS - 1)) << 8;
        if (length == LONG) {
          int more;
          do {
            more = next(from, in++, end);
            length += more;
            Blosc.require(length <= limit - out, "a match of %d bytes", length);
          } while (more == 0xFF);
        }
        distance += next(from, in++, end);
        if (distance == NEAR) {
          distance += next(from, in++, end) << 8;
          distance += next(from, in++, end);
        }
        out = copy(to, at, out, distance + 1, length + 3, limit);
      }
      if (in < end) {
        control = from[in++] & 0xFF;
        Blosc.require(in < end, "a part that ends too early");
      }
    }
    return out;
  }

  private static int next(byte[] from, int in, int end) {
    Blosc.require(in < end, "a match that is cut off");
    return from[in] & 0xFF;
  }

  /** Byte by byte: a match may reach into what it writes. */
  private static int copy(byte[] to, int at, int out, int distance, int length, int limit) {
    Blosc.require(distance <= out - at, "a match from %d bytes back", distance);
    Blosc.require(length <= limit - out, "a match of %d bytes", length);
    for (int i = out; i < out + length; i++) {
      to[i] = to[i - distance];
    }
    return out + length;
  }
}

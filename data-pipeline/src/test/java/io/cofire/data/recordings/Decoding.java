package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small files for tests, and what decoders make of them. */
public final class Decoding {

  private Decoding() {}

  public static EventStream read(String name, byte[] file, DecodeOptions options)
      throws IOException {
    return Recordings.read(new RecordingInput(name, new ByteArrayInputStream(file)), options);
  }

  /** All events as {@code t x y p}. */
  public static List<String> events(String name, byte[] file, DecodeOptions options)
      throws IOException {
    EventStream events = read(name, file, options);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      all.add(
          "%d %d %d %d"
              .formatted(
                  events.timesMicros()[i],
                  events.xs()[i] & 0xFFFF,
                  events.ys()[i] & 0xFFFF,
                  events.polarities()[i]));
    }
    return all;
  }

  public static byte[] resource(String name) throws IOException {
    try (InputStream in = Decoding.class.getResourceAsStream("/recordings/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Bytes of texts (ISO 8859-1), of single bytes (Integer) and of arrays, one after the other. */
  public static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Integer one) {
        out.write(one);
      } else if (part instanceof byte[] many) {
        out.writeBytes(many);
      } else {
        out.writeBytes(part.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return out.toByteArray();
  }

  /** The lowest {@code count} bytes of a number, least significant first, by division. */
  public static byte[] little(long number, int count) {
    byte[] bytes = new byte[count];
    long left = number;
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) Math.floorMod(left, 256L);
      left = Math.floorDiv(left, 256L);
    }
    return bytes;
  }

  /** The lowest {@code count} bytes of a number, most significant first. */
  public static byte[] big(long number, int count) {
    byte[] little = little(number, count);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = little[count - 1 - i];
    }
    return bytes;
  }

  /** Every beginning of a file decodes or gives one clear error, and the whole of it decodes. */
  public static void requireCleanTruncations(String name, byte[] file, DecodeOptions options)
      throws IOException {
    requireCleanTruncations(name, file, options, 1);
  }

  public static void requireCleanTruncations(
      String name, byte[] file, DecodeOptions options, int step) throws IOException {
    assertThat(read(name, file, options).size()).isPositive();
    for (int length = 0; length < file.length; length += step) {
      requireClean(name, Arrays.copyOf(file, length), options, "length " + length);
    }
  }

  /** The bytes decode or give one clear error that names the recording and a byte. */
  public static void requireClean(
      String name, byte[] file, DecodeOptions options, String description) throws IOException {
    try {
      assertThat(read(name, file, options).size()).as(description).isPositive();
    } catch (RecordingException e) {
      assertThat(e)
          .as(description)
          .hasMessageStartingWith("Cannot read recording " + name)
          .hasMessageFindingMatch(
              " at byte \\d+|the file is empty|it has no events|unknown format");
    }
  }

  /** Every bit of a small file flipped, one at a time. */
  public static void requireCleanBitFlips(String name, byte[] file, DecodeOptions options)
      throws IOException {
    requireCleanBitFlips(name, file, options, 1);
  }

  public static void requireCleanBitFlips(String name, byte[] file, DecodeOptions options, int step)
      throws IOException {
    for (int bit = 0; bit < 8 * file.length; bit += step) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      requireClean(name, flipped, options, "bit " + bit);
    }
  }
}

package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that gzip has packed. */
class PackedRecordingsTest {

  private static final DecodeOptions KEPT =
      DecodeOptions.none().withFaults(FaultChoice.of("keep-whole"));
  private static final byte[] TEXT = text(3000).getBytes(StandardCharsets.UTF_8);

  @Test
  void whatGzipHasPackedIsReadInPlace() throws IOException {
    EventStream plain = read("a.csv", TEXT);
    assertThat(plain.size()).isEqualTo(3000);
    for (String name : new String[] {"a.csv.gz", "A.CSV.GZ", "deep/a.txt.Gz"}) {
      assertThat(read(name, packed(TEXT)).timesMicros()).isEqualTo(plain.timesMicros());
    }
  }

  @Test
  void membersBehindEachOtherAreOneFile() throws IOException {
    byte[] first = packed(Arrays.copyOf(TEXT, 1000));
    byte[] second = packed(Arrays.copyOfRange(TEXT, 1000, TEXT.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(read("a.csv.gz", both).size()).isEqualTo(3000);
  }

  /** Some programs unpack what they fetch and keep the name. */
  @Test
  void aNameAloneIsNotBelieved() throws IOException {
    assertThat(read("a.csv.gz", TEXT).size()).isEqualTo(3000);
  }

  @Test
  void damageIsTheRecordingsFault() throws IOException {
    byte[] packed = packed(TEXT);
    byte[] flipped = packed.clone();
    flipped[packed.length / 2] ^= 1;
    byte[] checksum = packed.clone();
    checksum[packed.length - 6] ^= 1;
    for (byte[] bytes :
        new byte[][] {flipped, checksum, Arrays.copyOf(packed, 900), Arrays.copyOf(packed, 5)}) {
      assertThatThrownBy(() -> read("a.csv.gz", bytes))
          .isInstanceOf(RecordingException.class)
          .hasMessageStartingWith("Cannot read recording a.csv.gz: ");
    }
    assertThatThrownBy(() -> read("a.csv.gz", Arrays.copyOf(packed, 900)))
        .hasMessageContaining("damaged gzip (expected a whole member with its checksum, found ");
  }

  @Test
  void aStorageThatFailsIsNotTheRecordingsFault() throws IOException {
    byte[] packed = packed(TEXT);
    InputStream failing =
        new FilterInputStream(new ByteArrayInputStream(packed)) {
          private int left = 3;

          @Override
          public int read(byte[] target, int from, int count) throws IOException {
            if (left-- == 0) {
              throw new IOException("gone");
            }
            return super.read(target, from, Math.min(count, 100));
          }
        };
    assertThatThrownBy(() -> new RecordingInput("a.csv.gz", failing))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  /** What is whole of a packed file that is cut, wherever, is what its beginning has. */
  @Test
  void whatIsWholeOfACutPackedFileIsKeptWhereThatIsChosen() throws IOException {
    byte[] packed = packed(TEXT);
    EventStream whole = read("a.csv", TEXT);
    int fewest = Integer.MAX_VALUE;
    for (int length = packed.length - 1; length > 1000; length -= 617) {
      byte[] cut = Arrays.copyOf(packed, length);
      RecordingInput input = new RecordingInput("a.csv.gz", new ByteArrayInputStream(cut));
      EventStream kept = Recordings.read(input, KEPT);
      assertThat(kept.timesMicros())
          .isEqualTo(Arrays.copyOf(whole.timesMicros(), kept.size()))
          .hasSizeLessThanOrEqualTo(fewest);
      assertThat(kept.xs()).isEqualTo(Arrays.copyOf(whole.xs(), kept.size()));
      assertThat(input.findings().discarded()).containsKey(Discard.TAIL);
      assertThatThrownBy(() -> read("a.csv.gz", cut))
          .hasMessageContaining("damaged gzip (expected a whole member with its checksum, found ");
      fewest = kept.size();
    }
    assertThat(fewest).isLessThan(whole.size() / 2);
  }

  /** Words of 4 and 8 bytes: the cut of the packed file is told, not that of the event in it. */
  @ParameterizedTest
  @ValueSource(strings = {"evt2", "aedat3", "dat", "npy", "rosbag", "event-stream"})
  void cutPackedFilesOfWordsAndPacketsAreKeptToo(String format) throws IOException {
    Specimens.Specimen one =
        Specimens.all().stream().filter(s -> s.name().equals(format)).findFirst().orElseThrow();
    EventStream whole = read("a.gz", packed(one.bytes()), DecodeOptions.none().withFormat(format));
    byte[] packed = packed(one.bytes());
    byte[] cut = Arrays.copyOf(packed, packed.length * 4 / 5);
    EventStream kept = read("a.gz", cut, KEPT.withFormat(format));
    assertThat(kept.size()).isBetween(1, whole.size() - 1);
    assertThat(kept.timesMicros()).isEqualTo(Arrays.copyOf(whole.timesMicros(), kept.size()));
    assertThatThrownBy(() -> read("a.gz", cut, DecodeOptions.none().withFormat(format)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("damaged gzip (expected a whole member");
  }

  @Test
  void aWrongChecksumIsNoCut() throws IOException {
    byte[] wrong = packed(TEXT);
    wrong[wrong.length - 6] ^= 1;
    assertThatThrownBy(() -> read("a.csv.gz", wrong, KEPT)).hasMessageContaining("damaged gzip");
  }

  private static EventStream read(String name, byte[] bytes, DecodeOptions options)
      throws IOException {
    return Recordings.read(new RecordingInput(name, new ByteArrayInputStream(bytes)), options);
  }

  private static EventStream read(String name, byte[] bytes) throws IOException {
    return Recordings.read(
        new RecordingInput(name, new ByteArrayInputStream(bytes)), DecodeOptions.none());
  }

  /** Packed by gzip. */
  static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static String text(int events) {
    StringBuilder text = new StringBuilder("t,x,y,p\n");
    for (int i = 0; i < events; i++) {
      text.append(i * 1500L).append(',').append(i * 7 % 30).append(',').append(i * 5 % 20);
      text.append(',').append(i % 2).append('\n');
    }
    return text.toString();
  }
}

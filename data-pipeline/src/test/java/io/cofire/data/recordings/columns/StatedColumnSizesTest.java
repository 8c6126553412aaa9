package io.cofire.data.recordings.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Frugality;
import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Small files of columns that state sizes which they cannot have. */
class StatedColumnSizesTest {

  /** Filters whose chunks begin with a size as below; Blosc's own frames are in BloscTest. */
  private static final Set<String> STATING = Set.of("lzf", "lz4", "bitshuffle");

  private static final byte VARIABLE_LENGTH = 0x19; // version 1, class 9 of HDF5's datatypes
  private static final EventSink NOWHERE = (times, xs, ys, polarities, count) -> {};

  @Test
  void aNumpyArrayHasTheRowsThatAreThere() {
    byte[] file = numpy("[('t', '<i8'), ('x', '<i2'), ('y', '<i2'), ('p', '|u1')]", 1L << 50, 39);
    assertThat(thrown("a.npy", file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("event truncated at byte " + file.length)
        .hasMessageContaining("need 13, found 0");
  }

  @Test
  void aNumpyArrayOfMoreRowsThanANumberCountsIsNotOfNone() {
    String fields = "[('t', '<i8'), ('x', '<i2'), ('y', '<i2'), ('p', '|u1')]";
    for (long rows : new long[] {1_000_000_000_000_000_000L, 4_000_000_000_000_000_000L}) {
      assertThat(thrown("a.npy", numpy(fields, rows, 39)))
          .isInstanceOf(RecordingException.class)
          .hasMessageContaining(
              "size of the array at byte 10 (expected less than 2^63 bytes, found")
          .hasMessageContaining("'shape': (" + rows + ",)");
    }
  }

  @Test
  void anArrayInAnArchiveHasTheRowsThatAreThere() throws IOException {
    byte[] file = archive("t", numpy("'<i8'", 1L << 50, 80));
    assertThat(thrown("a.npz", file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("a.npz!t.npy: array truncated at byte ")
        .hasMessageContaining("need 8, found 0");
  }

  @Test
  void anArchiveThatUnpacksToMuchTakesWhatIsKeptOfIt() throws IOException {
    byte[] file = archive("other", numpy("'<i8'", 12 << 20, 96 << 20)); // 96 MiB in 0.1 MB
    assertThat(thrown("a.npz", file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("missing column");
  }

  @Test
  void columnsHaveABound() throws IOException {
    ColumnBuffers columns = new ColumnBuffers(new RecordingInput("a.npz", empty()));
    columns.begin(EventColumn.POLARITY);
    assertThat(
            Frugality.thrown(() -> columns.add(EventColumn.POLARITY, new short[0], 1 + (1 << 28))))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "Cannot read recording a.npz: too many events at byte 0 (expected at most 268435456, found more)");
  }

  @Test
  void aMatlabVariableHasTheBytesThatAreThere() throws IOException {
    byte[] file = new byte[128 + 8 + 40];
    System.arraycopy("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 19);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putShort(126, (short) ('M' << 8 | 'I')).putInt(128, 14).putInt(132, 60 << 20);
    assertThat(thrown("a.mat", file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("variable truncated at byte 128 (need 62914560, found 40)");
    words.putInt(132, Integer.MAX_VALUE);
    assertThat(thrown("a.mat", file))
        .hasMessageContaining(
            "size of variable at byte 128 (expected at most 67108864 bytes, found 2147483647)");
  }

  @Test
  void aPackedChunkOfHdf5IsHeldAgainstItsBytes() throws IOException {
    for (Filter filter : Hdf5Filters.all()) {
      for (long size : new long[] {1L << 20, Integer.MAX_VALUE - 8, Long.MAX_VALUE, -1}) {
        byte[] chunk = ByteBuffer.allocate(64).putLong(size).putInt(1 << 16).array();
        int[] settings = {0, 0, (int) Math.min(size, Integer.MAX_VALUE), 0, 2};
        Throwable thrown = Frugality.thrown(() -> filter.decode(chunk, settings));
        assertThat(thrown).as(filter.getName()).isInstanceOf(HdfFilterException.class);
        if (STATING.contains(filter.getName())) {
          assertThat(thrown).hasMessageContaining("(expected at most 66048)");
        }
      }
    }
  }

  @Test
  void aBlockOfAPackedChunkIsHeldAgainstIt() throws IOException {
    Filter lz4 = Hdf5Filters.all().get(2);
    for (int block : new int[] {Integer.MAX_VALUE, -5}) {
      byte[] chunk = ByteBuffer.allocate(64).putLong(1000).putInt(500).putInt(block).array();
      assertThat(Frugality.thrown(() -> lz4.decode(chunk, new int[0])))
          .isInstanceOf(HdfFilterException.class)
          .hasMessage("a packed size of " + block + " bytes (expected at most 48)");
    }
  }

  @Test
  void deflateInHdf5GivesWhatItGave() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(new byte[] {1, 2, 3});
    }
    assertThat(Hdf5Filters.all().get(0).decode(packed.toByteArray(), new int[0]))
        .containsExactly(1, 2, 3);
  }

  /** Found by damage: the library allocates an element of what the file states, here 1 GiB. */
  @Test
  void aReferenceToAnArrayOfSpikesHasItsSize() throws IOException {
    byte[] file = Decoding.resource("people/hdf5_shd_spikes.h5");
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int types = 0;
    for (int at = 0; at + 8 <= file.length; at++) {
      if (file[at] == VARIABLE_LENGTH && words.getInt(at + 4) == 16) {
        types++;
        words.putInt(at + 4, 1 << 30);
        assertThat(thrown("a.h5", file)).isInstanceOf(RecordingException.class);
        words.putInt(at + 4, 16);
      }
    }
    assertThat(types).isEqualTo(2);
  }

  private static Throwable thrown(String name, byte[] file) {
    return Frugality.thrown(
        () ->
            Recordings.decode(
                new RecordingInput(name, new ByteArrayInputStream(file)),
                DecodeOptions.none(),
                NOWHERE));
  }

  private static ByteArrayInputStream empty() {
    return new ByteArrayInputStream(new byte[0]);
  }

  private static byte[] archive(String column, byte[] array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(column + ".npy"));
      zip.write(array);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private static byte[] numpy(String type, long rows, int bytes) {
    String text = "{'descr': " + type + ", 'fortran_order': False, 'shape': (" + rows + ",), }\n";
    return ByteBuffer.allocate(10 + text.length() + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) text.length())
        .put(text.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}

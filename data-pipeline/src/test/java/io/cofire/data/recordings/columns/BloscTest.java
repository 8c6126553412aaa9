package io.cofire.data.recordings.columns;

import static io.cofire.data.recordings.Decoding.bytes;
import static io.cofire.data.recordings.Decoding.events;
import static io.cofire.data.recordings.Decoding.little;
import static io.cofire.data.recordings.Decoding.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.recordings.columns.blosc.Blosc;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.exceptions.HdfFilterException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HDF5 chunks that C-Blosc packed ({@code blosc/packed.py}), beside the same events unpacked. */
class BloscTest {

  private static final DecodeOptions NONE = DecodeOptions.none();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blosclz_none", "blosclz_bytes", "blosclz_bits", "lz4_none", "lz4_bytes", "lz4_bits",
        "lz4hc_bytes", "zlib_none", "zlib_bytes", "zlib_bits", "zstd_none", "zstd_bytes",
        "zstd_bits", "copied"
      })
  void everyCodecAndShuffleGivesTheEventsThatWerePacked(String group) throws IOException {
    byte[] file = resource("blosc/packed.h5");
    List<String> plain = events("a.h5", file, NONE.withStream("plain"));
    assertThat(plain).hasSize(5001);
    assertThat(events("a.h5", file, NONE.withStream(group))).isEqualTo(plain);
  }

  @Test
  void aChunkOfSeveralBlocksIsReadToItsShorterLastOne() throws IOException {
    List<String> expected =
        IntStream.range(0, 70_001)
            .mapToObj(i -> "%d %d %d %d".formatted(3 * i, i % 320, i / 320 % 240, i % 2))
            .toList();
    assertThat(events("a.h5", resource("blosc/packed.h5"), NONE.withStream("blocks")))
        .isEqualTo(expected);
  }

  /** DSEC's layout and packing: 200 events of 1500 us, x and y with factors. */
  @Test
  void dsecIsReadWithItsOffset() throws IOException {
    byte[] file = resource("people/hdf5_dsec_blosc_zstd.h5");
    List<String> events = events("events.h5", file, NONE);
    assertThat(events)
        .hasSize(200)
        .startsWith("52600160000 0 0 0", "52600161500 3 5 1")
        .endsWith("52600458500 85 35 1");
  }

  @Test
  void framesThatAreCopiedAreTakenAsTheyAre() {
    byte[] frame = frame(0x23, 1, 5, 5, 21, new byte[] {9, 8, 7, 6, 5});
    assertThat(Blosc.unpack(frame, 5)).containsExactly(9, 8, 7, 6, 5);
    assertThat(Blosc.isFrame(frame, 5)).isTrue();
    assertThat(Blosc.isFrame(frame, 6)).isFalse();
    assertThat(Blosc.isFrame(new byte[21], 5)).isFalse();
  }

  /** Two bytes, and six of two back. */
  @Test
  void matchesOfBlosclzMayReachIntoWhatTheyWrite() {
    byte[] part = {1, 'a', 'b', (byte) (4 << 5), 1, 0, 'c'};
    byte[] frame = frame(0x10, 1, 9, 9, 31, bytes(little(20, 4), little(7, 4), part));
    assertThat(Blosc.unpack(frame, 9)).isEqualTo(bytes("ababababc"));
    byte[] tooFar = {1, 'a', 'b', (byte) (4 << 5), 2, 0, 'c'};
    byte[] damaged = frame(0x10, 1, 9, 9, 31, bytes(little(20, 4), little(7, 4), tooFar));
    assertThatThrownBy(() -> Blosc.unpack(damaged, 9)).hasMessageContaining("3 bytes back");
  }

  @Test
  void sizesThatAFrameStatesAreHeldAgainstItsBytes() {
    byte[] huge = frame(0x90, 4, Integer.MAX_VALUE, Integer.MAX_VALUE, 24, new byte[8]);
    assertThatThrownBy(() -> Blosc.unpack(huge, 1 << 20))
        .isInstanceOf(HdfFilterException.class)
        .hasMessage("a damaged Blosc frame: 2147483647 bytes unpacked, at most 1048576");
    byte[] blocks = frame(0x90, 4, 1 << 20, 1, 24, new byte[8]);
    assertThatThrownBy(() -> Blosc.unpack(blocks, 1 << 20)).hasMessageContaining("1048576 blocks");
    byte[] cut = frame(0x90, 4, 100, 100, 400, new byte[8]);
    assertThatThrownBy(() -> Blosc.unpack(cut, 100)).hasMessageContaining("400 bytes packed");
    assertThatThrownBy(() -> Blosc.unpack(new byte[7], 100)).hasMessageContaining("7 bytes");
  }

  @Test
  void whatIsNotReadIsNamed() {
    byte[] snappy = frame(0x50, 1, 9, 9, 30, bytes(little(20, 4), little(6, 4), new byte[6]));
    assertThatThrownBy(() -> Blosc.unpack(snappy, 100)).hasMessageContaining("snappy");
    byte[] second = snappy.clone();
    second[0] = 5;
    assertThatThrownBy(() -> Blosc.unpack(second, 100)).hasMessageContaining("version 5");
  }

  @Test
  void everyCutAndEveryDamagedByteIsOneError() throws IOException {
    byte[] file = resource("people/hdf5_dsec_blosc_zstd.h5");
    byte[] magic = {2, 1, (byte) 0x91};
    int frame =
        IntStream.range(0, file.length)
            .filter(i -> file[i] == magic[0] && file[i + 1] == magic[1] && file[i + 2] == magic[2])
            .findFirst()
            .orElseThrow();
    for (int i = frame; i < frame + 16; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= (byte) 0xFF;
      try {
        assertThat(events("a.h5", damaged, NONE)).isNotEmpty();
      } catch (RecordingException e) {
        assertThat(e).hasMessageContaining("at byte 0");
      }
    }
  }

  private static byte[] frame(
      int flags, int width, int bytes, int block, int packed, byte[] content) {
    return bytes(
        2, 1, flags, width, little(bytes, 4), little(block, 4), little(packed, 4), content);
  }
}

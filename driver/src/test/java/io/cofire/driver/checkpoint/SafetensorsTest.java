package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Frugality;
import io.cofire.driver.checkpoint.Safetensors.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  /** {"a":[[1,-2,0.5]],"b":[]} as the format's own Python library (safetensors 0.4) lays it out. */
  private static final String GOLDEN_HEADER =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,3],\"data_offsets\":[0,12]},"
          + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[12,16]}}";

  private static final String GOLDEN_VALUES = "AACAPwAAAMAAAAA/AADAfw==";

  @Test
  void readsAFileLaidOutByHand() throws IOException {
    byte[] values = Base64.getDecoder().decode(GOLDEN_VALUES);
    List<Part> parts = read(file(GOLDEN_HEADER, values));
    assertThat(parts).extracting(Part::name).containsExactly("a", "b");
    assertThat(parts.get(0).shape()).containsExactly(1L, 3L);
    assertThat(parts.get(0).values()).containsExactly(1f, -2f, 0.5f);
    assertThat(parts.get(1).shape()).isEmpty();
    assertThat(parts.get(1).values()).containsExactly(Float.NaN);
  }

  @Test
  void writesTheseVeryBytes() throws IOException {
    float[] vector = {9, 1, -2, 0.5f, Float.NaN};
    List<Part> parts =
        List.of(new Part("a", List.of(1L, 3L), vector, 1), new Part("b", List.of(), vector, 4));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, Map.of("format", "x"), parts);
    byte[] bytes = out.toByteArray();
    int headerBytes = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(new String(bytes, 8, headerBytes, StandardCharsets.UTF_8).trim())
        .isEqualTo(GOLDEN_HEADER.replaceFirst("\\{", "{\"__metadata__\":{\"format\":\"x\"},"));
    assertThat(headerBytes % 8).isZero();
    assertThat(
            Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(bytes, 8 + headerBytes, bytes.length)))
        .isEqualTo(GOLDEN_VALUES);
  }

  @Test
  void vectorsLongerThanAChunkSurvive() throws IOException {
    float[] vector = new float[200_001];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.intBitsToFloat(i * 7919);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, Map.of(), List.of(new Part("v", List.of(200_001L), vector, 0)));
    assertThat(read(out.toByteArray()).get(0).values()).isEqualTo(vector);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|a JSON object",
        "{\"a\":|a JSON header",
        "{\"a\":1,\"a\":2}|Duplicate field",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}|a with dtype F32, found \"F64\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,16]}}|to have 12 bytes, found data_offsets [0, 16]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}|a.shape of counts",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4.5],\"data_offsets\":[0,16]}}|a.shape of counts",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4]}}|a.data_offsets as a list, found nothing",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16]}}|a.data_offsets of 2 numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[4,20]}}|a to begin at 0, found 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}|12 bytes of values, found 16 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[8],\"data_offsets\":[0,32]}}|32 bytes of values, found 16 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807],\"data_offsets\":[0,16]}}|to fit into a file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,16]}}|a.shape of counts",
      })
  void aMalformedHeaderIsRefused(String header, String message) {
    assertThatThrownBy(() -> read(file(header, new byte[16])))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("Cannot read test.safetensors: damaged at byte 8: expected ")
        .hasMessageContaining(message);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = file(GOLDEN_HEADER, Base64.getDecoder().decode(GOLDEN_VALUES));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(CheckpointException.class);
      assertThatThrownBy(
              () -> Safetensors.read(new ByteArrayInputStream(cut), whole.length, "test"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("damaged at byte");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "504b030414000000, a zip archive",
    "80028a0a6cfc9c46, a PyTorch file",
    "800495aa00000000, a Python pickle",
    "894844460d0a1a0a, an HDF5 file",
    "934e554d50590100, a NumPy file",
  })
  void weightsOfOtherLibrariesAreKnownByTheirFirstBytes(String magic, String name) {
    byte[] file = Arrays.copyOf(HexFormat.of().parseHex(magic), 100);

    assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file), file.length, "w.pth"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("Cannot read w.pth: it is " + name)
        .hasMessageContaining("safetensors.torch.save_file");
  }

  @Test
  void aHeadersLengthIsNoOtherFormat() {
    assertThat(ForeignWeights.name(HexFormat.of().parseHex("1f8b000000000000"))).isEmpty();
    assertThat(ForeignWeights.name(HexFormat.of().parseHex("8002000000000000"))).isEmpty();
  }

  @Test
  void aHugeHeaderLengthAllocatesNothing() {
    byte[] bytes = {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'};
    assertThatThrownBy(() -> read(bytes))
        .hasMessage(
            "Cannot read test.safetensors: damaged at byte 0: expected a header length of 2 to 2, found 18446744073709551615");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 1 << 24, 17})
  void anyHeaderLengthIsHeldAgainstTheFile(long length) {
    byte[] bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertThat(Frugality.thrown(() -> read(bytes)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "Cannot read test.safetensors: damaged at byte 0: expected a header length of 2 to 16, found "
                + length);
  }

  @Test
  void aTensorOfGigabytesInASmallFileAllocatesNothing() {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}";
    assertThat(Frugality.thrown(() -> read(file(header, new byte[16]))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith("expected 2000000000 bytes of values, found 16 bytes");
  }

  private static List<Part> read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "test.safetensors");
  }

  private static byte[] file(String header, byte[] values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(values)
        .array();
  }
}

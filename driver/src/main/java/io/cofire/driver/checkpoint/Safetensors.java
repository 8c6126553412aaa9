package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The safetensors file format, as far as checkpoints need it (32-bit floats): 8 bytes with the
 * header's length (unsigned, little-endian), a JSON header with {@code dtype}, {@code shape} and
 * {@code data_offsets} of each tensor, then the values, little-endian, row-major, in the order of
 * their offsets and without gaps.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors {

  private static final int LENGTH_BYTES = 8;
  static final long MAX_HEADER_BYTES = 1 << 24; // some 100,000 tensors
  private static final int CHUNK_FLOATS = 1 << 16;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Safetensors() {}

  /**
   * A named part of an array.
   *
   * @param name unique in its file
   * @param shape sizes; their product is the number of values
   * @param values holds the values
   * @param offset place of the first one in {@code values}
   */
  record Part(String name, List<Long> shape, float[] values, int offset) {

    int elements() {
      return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
    }
  }

  /** Where a tensor's values lie behind the header. */
  private record Extent(String name, TensorType type, List<Long> shape, long begin, long end) {

    int elements() {
      return (int) ((end - begin) / type.bytes());
    }
  }

  /** Writes the parts in their order. */
  static void write(OutputStream out, Map<String, String> metadata, List<Part> parts)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode notes = header.putObject("__metadata__");
    new TreeMap<>(metadata).forEach(notes::put);
    long offset = 0;
    for (Part part : parts) {
      ObjectNode tensor = header.putObject(part.name()).put("dtype", "F32");
      part.shape().forEach(tensor.putArray("shape")::add);
      long end = offset + (long) part.elements() * Float.BYTES;
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int padding = Math.floorMod(-json.length, LENGTH_BYTES); // values start on a multiple of 8
    out.write(littleEndian(json.length + (long) padding));
    out.write(json);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    for (Part part : parts) {
      writeValues(out, part);
    }
  }

  private static void writeValues(OutputStream out, Part part) throws IOException {
    byte[] bytes = new byte[CHUNK_FLOATS * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int done = 0; done < part.elements(); done += CHUNK_FLOATS) {
      int n = Math.min(CHUNK_FLOATS, part.elements() - done);
      floats.put(0, part.values(), part.offset() + done, n);
      out.write(bytes, 0, n * Float.BYTES);
    }
  }

  /**
   * Reads a whole file.
   *
   * @param in stands at the file's start
   * @param length the file's length in bytes
   * @param file names it in errors
   * @return the tensors in the order of their values
   * @throws CheckpointException if the file breaks the format
   */
  static List<Part> read(InputStream in, long length, String file) throws IOException {
    return read(in, length, file, Set.of(TensorType.F32));
  }

  /** Reads a file whose numbers may be of several types; all become 32-bit floats. */
  static List<Part> read(InputStream in, long length, String file, Set<TensorType> types)
      throws IOException {
    if (length < LENGTH_BYTES) {
      throw damaged(file, 0, "a header length of 8 bytes", length + " bytes");
    }
    byte[] first = exactly(in, LENGTH_BYTES, file, 0);
    Optional<String> foreign = ForeignWeights.name(first);
    if (foreign.isPresent()) {
      throw new CheckpointException(
          String.format(Locale.ROOT, "Cannot read %s: %s", file, foreign.get()));
    }
    long headerBytes = number(first);
    long most = Math.min(MAX_HEADER_BYTES, length - LENGTH_BYTES);
    if (headerBytes < 2 || headerBytes > most) {
      throw damaged(file, 0, "a header length of 2 to " + most, Long.toUnsignedString(headerBytes));
    }
    byte[] json = exactly(in, (int) headerBytes, file, LENGTH_BYTES);
    List<Extent> extents = extents(json, length - LENGTH_BYTES - headerBytes, file, types);
    List<Part> parts = new ArrayList<>();
    for (Extent extent : extents) {
      long place = LENGTH_BYTES + headerBytes + extent.begin();
      parts.add(new Part(extent.name(), extent.shape(), values(in, extent, file, place), 0));
    }
    return parts;
  }

  private static List<Extent> extents(
      byte[] json, long dataBytes, String file, Set<TensorType> types) throws CheckpointException {
    List<Extent> extents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header(json, file).properties()) {
      if (!field.getKey().equals("__metadata__")) {
        extents.add(extent(field.getKey(), field.getValue(), file, types));
      }
    }
    extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
    long end = 0;
    for (Extent extent : extents) {
      if (extent.begin() != end) {
        throw damaged(
            file, LENGTH_BYTES, extent.name() + " to begin at " + end, "" + extent.begin());
      }
      end = extent.end();
    }
    if (end != dataBytes) {
      throw damaged(file, LENGTH_BYTES, end + " bytes of values", dataBytes + " bytes");
    }
    return extents;
  }

  private static JsonNode header(byte[] json, String file) throws CheckpointException {
    try {
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      if (header instanceof ObjectNode) {
        return header;
      }
      throw damaged(file, LENGTH_BYTES, "a JSON object", String.valueOf(header.getNodeType()));
    } catch (JsonProcessingException e) {
      throw damaged(file, LENGTH_BYTES, "a JSON header", e.getOriginalMessage());
    }
  }

  private static Extent extent(String name, JsonNode tensor, String file, Set<TensorType> types)
      throws CheckpointException {
    TensorType type =
        TensorType.named(tensor.path("dtype").asText())
            .filter(types::contains)
            .orElseThrow(() -> otherType(name, tensor, file, types));
    List<Long> shape = numbers(tensor.path("shape"), name + ".shape", file);
    List<Long> offsets = numbers(tensor.path("data_offsets"), name + ".data_offsets", file);
    if (offsets.size() != 2) {
      throw damaged(file, LENGTH_BYTES, name + ".data_offsets of 2 numbers", offsets.toString());
    }
    long bytes = type.bytes();
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      throw damaged(file, LENGTH_BYTES, name + " to fit into a file", "shape " + shape);
    }
    if (offsets.get(1) - offsets.get(0) != bytes || bytes / type.bytes() > Integer.MAX_VALUE - 8) {
      throw damaged(
          file,
          LENGTH_BYTES,
          name + " of shape " + shape + " to have " + bytes + " bytes",
          "data_offsets " + offsets);
    }
    return new Extent(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static CheckpointException otherType(
      String name, JsonNode tensor, String file, Set<TensorType> types) {
    String known = types.stream().sorted().map(TensorType::name).collect(Collectors.joining(", "));
    String expected = name + " with dtype " + known;
    return damaged(file, LENGTH_BYTES, expected, tensor.path("dtype").toString());
  }

  private static List<Long> numbers(JsonNode node, String what, String file)
      throws CheckpointException {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : node) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
        throw damaged(file, LENGTH_BYTES, what + " of counts", node.toString());
      }
      numbers.add(number.asLong());
    }
    if (!node.isArray()) {
      throw damaged(
          file,
          LENGTH_BYTES,
          what + " as a list",
          node.isMissingNode() ? "nothing" : node.toString());
    }
    return numbers;
  }

  private static float[] values(InputStream in, Extent extent, String file, long place)
      throws IOException {
    TensorType type = extent.type();
    float[] values = new float[extent.elements()];
    byte[] chunk = new byte[Math.min(values.length, CHUNK_FLOATS) * type.bytes()];
    ByteBuffer numbers = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; done += CHUNK_FLOATS) {
      int n = Math.min(CHUNK_FLOATS, values.length - done);
      int read = in.readNBytes(chunk, 0, n * type.bytes());
      if (read != n * type.bytes()) {
        long at = place + (long) done * type.bytes();
        throw damaged(file, at, n * type.bytes() + " bytes of " + extent.name(), read + " bytes");
      }
      type.values(numbers, values, done, n);
    }
    return values;
  }

  private static byte[] exactly(InputStream in, int bytes, String file, long place)
      throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length != bytes) {
      throw damaged(file, place, bytes + " bytes", read.length + " bytes");
    }
    return read;
  }

  static long number(byte[] littleEndian) {
    return ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static CheckpointException damaged(
      String file, long place, String expected, String found) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Cannot read %s: damaged at byte %d: expected %s, found %s",
            file,
            place,
            expected,
            found));
  }
}

package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** The JSON files of a checkpoint, as they are found: whole, cut, overwritten, or somebody's. */
final class SmallJson {

  /** The longest has a line for each epoch. */
  private static final long MOST_BYTES = 64 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private SmallJson() {}

  /**
   * Reads a file.
   *
   * @param bytes its length
   * @param path names it in errors
   * @throws CheckpointException if it does not hold what it should
   */
  static <T> T read(InputStream in, long bytes, Class<T> type, Path path) throws IOException {
    if (bytes > MOST_BYTES) {
      throw damaged(path, bytes + " bytes");
    }
    byte[] text = in.readAllBytes();
    try {
      T read = JSON.readValue(text, type);
      if (read == null) {
        throw damaged(path, "null");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw damaged(path, e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw damaged(path, e.getMessage());
    }
  }

  private static CheckpointException damaged(Path path, String found) {
    String line =
        String.valueOf(found).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Damaged checkpoint: %s: expected JSON, found: %s",
            path,
            line.isEmpty() ? "nothing" : line));
  }
}

package io.cofire.driver.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.cofire.driver.checkpoint.ForeignWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text that is YAML in the sense of a recipe: one document of mappings, lists and scalars, each
 * carried out as it reads.
 *
 * @param tree the document
 * @param lines line of the value at each path, such as {@code training.optimizer.rate}
 */
record YamlText(JsonNode tree, Map<String, Integer> lines) {

  /** Bytes that a recipe has at most; the longest of the papers has 3,000. */
  static final int MOST_BYTES = 1 << 20;

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  /**
   * A file's text.
   *
   * @throws RecipeException if it is not there, too long, or not UTF-8
   */
  static String load(Path file) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw new RecipeException(name, "it is a folder; expected a recipe's file");
      }
      requireNoWeights(file);
      requireLength(Files.size(file), name);
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF) {
        throw new RecipeException(name, "its text is UTF-16; save it as UTF-8");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      String remedy =
          URL.matcher(name).matches()
              ? "; a recipe is read from this machine: copy it here, its data may be anywhere"
              : "";
      throw new RecipeException(name, "no such file" + remedy, e);
    } catch (CharacterCodingException e) {
      throw new RecipeException(
          name, "its text is not UTF-8; expected a recipe, a YAML file in UTF-8", e);
    } catch (IOException e) {
      throw new RecipeException(name, e.toString(), e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name what messages call it
   * @throws RecipeException if it is not YAML or has what recipes do not take
   */
  static YamlText read(String text, String name) {
    requireLength(text.length(), name);
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    String plain = marked ? text.substring(1) : text;
    try (YAMLParser parser = YAML.getFactory().createParser(plain)) {
      Map<String, Integer> lines = new YamlWalk(parser, name).lines();
      return new YamlText(YAML.readTree(plain), lines);
    } catch (JsonProcessingException e) {
      throw new RecipeException(name, "not YAML: " + control(plain).orElseGet(() -> problem(e)), e);
    } catch (IOException e) {
      throw new RecipeException(name, e.toString(), e);
    }
  }

  /** People hand in a run's weights where its recipe is meant. */
  private static void requireNoWeights(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Optional<String> weights = ForeignWeights.kind(in.readNBytes(ForeignWeights.BYTES));
      if (weights.isPresent()) {
        throw new RecipeException(
            file.toString(),
            weights.get() + "; expected a recipe, a YAML file ('cofire import' reads weights)");
      }
    }
  }

  /** What the library does not take, whose own word on its place is that in a buffer. */
  private static Optional<String> control(String text) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (isControl(one)) {
        String named =
            String.format(Locale.ROOT, "line %d: a control character, U+%04X", line, (int) one);
        return Optional.of(named);
      }
      line += one == '\n' ? 1 : 0;
    }
    return Optional.empty();
  }

  private static boolean isControl(char one) {
    return one != '\n' && one != '\r' && one != '\t' && Character.isISOControl(one);
  }

  private static void requireLength(long length, String name) {
    if (length > MOST_BYTES) {
      throw new RecipeException(
          name,
          String.format(Locale.ROOT, "%d bytes are too long (at most %d)", length, MOST_BYTES));
    }
  }

  private static String problem(JsonProcessingException e) {
    String[] lines = e.getOriginalMessage().split("\n", -1);
    String at = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return at + lines[0].trim();
  }
}

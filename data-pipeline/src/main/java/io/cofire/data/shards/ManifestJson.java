package io.cofire.data.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The manifest as JSON: the same bytes on every platform, and a hash that tells any change. */
final class ManifestJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withSpacesInObjectEntries());

  private ManifestJson() {}

  /** SHA-256 of the compact JSON of a manifest whose own hash is empty. */
  static String hash(Manifest manifest) {
    try {
      return Hashes.sha256(MAPPER.writeValueAsBytes(manifest.signed("")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  static byte[] write(Manifest manifest) {
    try {
      return (WRITER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  /**
   * Reads and checks a manifest.
   *
   * @param place where it was found, for the message
   */
  static Manifest read(byte[] json, String place) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      requireFormat(tree, place);
      Manifest manifest = MAPPER.treeToValue(tree, Manifest.class);
      String found = hash(manifest);
      if (!found.equals(manifest.sha256())) {
        throw new ShardException(
            "Cannot read manifest %s: its content does not match its hash (expected %s, found %s); prepare the data set again"
                .formatted(place, manifest.sha256(), found));
      }
      return manifest;
    } catch (IOException | IllegalArgumentException e) {
      throw new ShardException(
          "Cannot read manifest %s: it is damaged (%s); prepare the data set again"
              .formatted(place, firstLine(e)),
          e);
    }
  }

  private static void requireFormat(JsonNode tree, String place) {
    String format = tree.path("format").asText("nothing");
    int version = tree.path("version").asInt(0);
    if (!format.equals(Manifest.FORMAT) || version != Manifest.VERSION) {
      throw new ShardException(
          "Cannot read manifest %s: expected %s version %d, found %s version %d; prepare the data set again with this release"
              .formatted(place, Manifest.FORMAT, Manifest.VERSION, format, version));
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}

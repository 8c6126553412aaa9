package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.Path;

/** The manifest as JSON: the same bytes on every platform, and a hash that tells any change. */
final class ManifestJson {

  /** Most bytes of a manifest: a label of each sample takes some four. */
  private static final long LARGEST_BYTES = 1L << 28;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withSpacesInObjectEntries());

  private ManifestJson() {}

  /** A manifest of recordings, its keys in the order in which they are written and hashed. */
  @JsonPropertyOrder({
    "format",
    "version",
    "dataset",
    "source",
    "sensor",
    "decoding",
    "units",
    "doubts",
    "dropped",
    "classes",
    "splits",
    "rejected",
    "sha256"
  })
  record OfEvents(
      String format,
      int version,
      String dataset,
      String source,
      SensorGeometry sensor,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> decoding,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Remark> units,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Remark> doubts,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Dropped> dropped,
      List<String> classes,
      List<SplitInfo> splits,
      List<Rejected> rejected,
      String sha256) {

    Manifest manifest() {
      return new Manifest(
          format,
          version,
          dataset,
          source,
          new Contents.Events(sensor, decoding, units, doubts, dropped),
          classes,
          splits,
          rejected,
          sha256);
    }
  }

  /** A manifest of images. */
  @JsonPropertyOrder({
    "format",
    "version",
    "dataset",
    "source",
    "images",
    "classes",
    "splits",
    "rejected",
    "sha256"
  })
  record OfImages(
      String format,
      int version,
      String dataset,
      String source,
      Contents.Images images,
      List<String> classes,
      List<SplitInfo> splits,
      List<Rejected> rejected,
      String sha256) {

    Manifest manifest() {
      return new Manifest(
          format, version, dataset, source, images, classes, splits, rejected, sha256);
    }
  }

  private static Object fields(Manifest of) {
    return of.contents().either(events -> fields(of, events), images -> fields(of, images));
  }

  private static Object fields(Manifest of, Contents.Events events) {
    return new OfEvents(
        of.format(),
        of.version(),
        of.dataset(),
        of.source(),
        events.sensor(),
        events.decoding(),
        events.units(),
        events.doubts(),
        events.dropped(),
        of.classes(),
        of.splits(),
        of.rejected(),
        of.sha256());
  }

  private static Object fields(Manifest of, Contents.Images images) {
    return new OfImages(
        of.format(),
        of.version(),
        of.dataset(),
        of.source(),
        images,
        of.classes(),
        of.splits(),
        of.rejected(),
        of.sha256());
  }

  /** SHA-256 of the compact JSON of a manifest whose own hash is empty. */
  static String hash(Manifest manifest) {
    MessageDigest digest = Hashes.digest();
    try {
      MAPPER.writeValue(
          new DigestOutputStream(OutputStream.nullOutputStream(), digest),
          fields(manifest.signed("")));
      return Hashes.hex(digest.digest());
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  static byte[] write(Manifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      WRITER.writeValue(bytes, fields(manifest));
      bytes.write('\n');
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a manifest as JSON", e);
    }
  }

  /** What a manifest's length has to be. */
  static LongConsumer length(Path file) {
    return length -> {
      if (length > LARGEST_BYTES) {
        throw new ShardException(
            String.format(
                Locale.ROOT,
                "Cannot read manifest %s: it has %d bytes (expected at most %d); prepare the data set again",
                file,
                length,
                LARGEST_BYTES));
      }
    };
  }

  /**
   * Reads and checks a manifest.
   *
   * @param place where it was found, for the message
   */
  static Manifest read(byte[] json, String place) {
    try {
      ManifestTree read = ManifestTree.read(json, MAPPER, tree -> version(tree, place));
      ObjectNode tree = read.rest();
      Manifest bare =
          version(tree, place) == Manifest.IMAGES_VERSION
              ? MAPPER.treeToValue(tree, OfImages.class).manifest()
              : MAPPER.treeToValue(whole(tree), OfEvents.class).manifest();
      Manifest manifest = bare.holding(read.splits());
      String found = hash(manifest);
      if (!found.equals(manifest.sha256())) {
        throw new ShardException(
            String.format(
                Locale.ROOT,
                "Cannot read manifest %s: its content does not match its hash (expected %s, found %s); prepare the data set again",
                place,
                manifest.sha256(),
                found));
      }
      return manifest;
    } catch (IOException | IllegalArgumentException e) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read manifest %s: it is damaged (%s); prepare the data set again",
              place,
              firstLine(e)),
          e);
    }
  }

  /** With what is left out where it is empty. */
  private static JsonNode whole(ObjectNode tree) {
    if (!tree.has("decoding")) {
      tree.putObject("decoding");
    }
    for (String list : List.of("units", "doubts", "dropped")) {
      if (!tree.has(list)) {
        tree.putArray(list);
      }
    }
    return tree;
  }

  private static int version(JsonNode tree, String place) {
    String format = tree.path("format").asText("nothing");
    int version = tree.path("version").asInt(0);
    boolean known = version == Manifest.EVENTS_VERSION || version == Manifest.IMAGES_VERSION;
    if (!format.equals(Manifest.FORMAT) || !known) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read manifest %s: expected %s version %d or %d, found %s version %d; prepare the data set again with this release",
              place,
              Manifest.FORMAT,
              Manifest.EVENTS_VERSION,
              Manifest.IMAGES_VERSION,
              format,
              version));
    }
    return version;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}

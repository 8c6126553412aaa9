package io.cofire.data.shards;

import io.cofire.data.events.SensorGeometry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a prepared set holds. It is written last, so a folder with a valid manifest is whole.
 *
 * @param format always {@link #FORMAT}
 * @param version version of the format, see {@code SHARD_FORMAT.md}: {@link #EVENTS_VERSION} or
 *     {@link #IMAGES_VERSION}
 * @param dataset layout that it was prepared from, such as {@code nmnist}
 * @param source fingerprint of the input: of every sample's split, path, length and label, and of
 *     the choices that decide the bytes of the shards
 * @param contents what kind of samples it holds
 * @param classes names of the classes; a label is an index into them
 * @param splits the splits
 * @param rejected recordings or images that could not be read
 * @param sha256 hash of all the above, in hexadecimal; names this content in checkpoints
 */
public record Manifest(
    String format,
    int version,
    String dataset,
    String source,
    Contents contents,
    List<String> classes,
    List<SplitInfo> splits,
    List<Rejected> rejected,
    String sha256) {

  /** Value of {@code format}. */
  public static final String FORMAT = "cofire-shards";

  /** The version of sets of recordings. */
  public static final int EVENTS_VERSION = 1;

  /** The version of sets of images. */
  public static final int IMAGES_VERSION = 2;

  /** Name of the file beside the shards. */
  public static final String FILE = "manifest.json";

  /** Copies the lists. */
  public Manifest {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
    rejected = List.copyOf(rejected);
  }

  /** The manifest of some content, with its hash. */
  public static Manifest of(
      String dataset,
      String source,
      Contents contents,
      List<String> classes,
      List<SplitInfo> splits,
      List<Rejected> rejected) {
    Manifest unsigned =
        new Manifest(
            FORMAT, contents.version(), dataset, source, contents, classes, splits, rejected, "");
    return unsigned.signed(ManifestJson.hash(unsigned));
  }

  /**
   * Size of the sensor of a set of recordings.
   *
   * @throws ShardException if it is a set of images
   */
  public SensorGeometry sensor() {
    return contents.either(
        Contents.Events::sensor,
        images -> {
          throw refusal("recordings", "images");
        });
  }

  /**
   * What the images of a set of images are.
   *
   * @throws ShardException if it is a set of recordings
   */
  public Contents.Images images() {
    return contents.either(
        events -> {
          throw refusal("images", "recordings of events");
        },
        Function.identity());
  }

  private ShardException refusal(String wanted, String held) {
    return new ShardException(
        String.format(
            Locale.ROOT,
            "Cannot use the prepared set of %s as %s: it holds %s",
            dataset,
            wanted,
            held));
  }

  /** Between the names of splits that are taken together: {@code fold1+fold2}. */
  public static final String JOINED = "+";

  /**
   * A split by name, or several as one, in the order of their names.
   *
   * @param name such as {@code train}, or {@code fold1+fold2}
   * @throws ShardException if there is none of a name, naming those there are
   */
  public SplitInfo split(String name) {
    List<ShardInfo> shards = new ArrayList<>();
    for (String part : name.split(Pattern.quote(JOINED), -1)) {
      shards.addAll(single(part).shards());
    }
    return new SplitInfo(name, shards);
  }

  private SplitInfo single(String name) {
    return splits.stream()
        .filter(split -> split.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ShardException(
                    String.format(
                        Locale.ROOT,
                        "Cannot find split %s: the prepared set of %s has %s",
                        name,
                        dataset,
                        splits.stream().map(SplitInfo::name).collect(Collectors.joining(", ")))));
  }

  /**
   * What its samples are and what their classes are called, without the samples: short enough to
   * travel as text.
   */
  public String outline() {
    Manifest bare = of(dataset, source, contents, classes, List.of(), List.of());
    return new String(ManifestJson.write(bare), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #outline} has written. */
  public static Manifest ofOutline(String json) {
    return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8), "the outline of a manifest");
  }

  Manifest holding(List<SplitInfo> others) {
    return new Manifest(
        format, version, dataset, source, contents, classes, others, rejected, sha256);
  }

  Manifest signed(String hash) {
    return new Manifest(
        format, version, dataset, source, contents, classes, splits, rejected, hash);
  }
}

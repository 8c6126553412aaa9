package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What kind of samples a prepared set holds. */
public sealed interface Contents {

  /**
   * What one or the other kind of samples asks for.
   *
   * @param events for recordings
   * @param images for images
   */
  <R> R either(Function<Events, R> events, Function<Images, R> images);

  /** The same with what was found when recordings were read; images stay as they are. */
  default Contents with(List<Remark> units, List<Remark> doubts, List<Dropped> dropped) {
    return either(
        events -> new Events(events.sensor(), events.decoding(), units, doubts, dropped),
        images -> images);
  }

  /** Version of the format of sets that hold such samples. */
  int version();

  /** What its samples are called. */
  String word();

  /**
   * Recordings of an event camera.
   *
   * @param sensor size of the sensor of all of them, on the image
   * @param decoding options that they were read with beside what their layout says, by name
   * @param units units that their times were taken in and why, where their format does not define
   *     it
   * @param doubts what may have been read otherwise than it was meant
   * @param dropped what was dropped of recordings with faults, where that was chosen
   */
  record Events(
      SensorGeometry sensor,
      Map<String, String> decoding,
      List<Remark> units,
      List<Remark> doubts,
      List<Dropped> dropped)
      implements Contents {

    /** Copies the collections, the names in their order. */
    public Events {
      decoding = Collections.unmodifiableSortedMap(new TreeMap<>(decoding));
      units = List.copyOf(units);
      doubts = List.copyOf(doubts);
      dropped = List.copyOf(dropped);
    }

    /** Read as their layout says, and without a doubt. */
    public Events(SensorGeometry sensor) {
      this(sensor, Map.of(), List.of(), List.of(), List.of());
    }

    @Override
    public <R> R either(Function<Events, R> events, Function<Images, R> images) {
      return events.apply(this);
    }

    @Override
    public int version() {
      return Manifest.EVENTS_VERSION;
    }

    @Override
    public String word() {
      return "recordings";
    }
  }

  /** Images, see {@link EncodedImage}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Original.class, name = "original"),
    @JsonSubTypes.Type(value = Reencoded.class, name = "reencoded"),
    @JsonSubTypes.Type(value = Raw.class, name = "raw")
  })
  sealed interface Images extends Contents {

    /** Whether files that end early or are damaged are among them. */
    boolean keepsDamaged();

    /** Values of a pixel: those of files are always red, green and blue. */
    default int channels() {
      return 3;
    }

    /** Sizes of the images where they are pixels; empty where they are files. */
    default Optional<Raw> raw() {
      return Optional.empty();
    }

    /** What files are decoded into before they are stored; empty where they stay as they are. */
    default Optional<Smaller> decoded() {
      return Optional.empty();
    }

    @Override
    default <R> R either(Function<Events, R> events, Function<Images, R> images) {
      return images.apply(this);
    }

    @Override
    default int version() {
      return Manifest.IMAGES_VERSION;
    }

    @Override
    default String word() {
      return "images";
    }
  }

  /**
   * How a decoded file is stored.
   *
   * @param shortSide longest short side, pixels; a smaller image keeps its file
   * @param quality of the JPEG, 1 to 100
   */
  record Smaller(int shortSide, int quality) {
    private static final Smaller ANY_SIZE = new Smaller(65_535, 100);
  }

  /** Which image files were taken. */
  enum Accepted {
    /** Those whose container is whole to its end. */
    @JsonProperty("whole")
    WHOLE,
    /** Those that were also decoded without an error. */
    @JsonProperty("decoded")
    DECODED,
    /** Those that end early or are damaged, too: whoever decodes them takes what there is. */
    @JsonProperty("lenient")
    LENIENT
  }

  /**
   * Files as they were: JPEG, PNG or BMP.
   *
   * @param accepted which were taken
   */
  record Original(Accepted accepted) implements Images {
    @Override
    public boolean keepsDamaged() {
      return accepted == Accepted.LENIENT;
    }

    @Override
    public Optional<Smaller> decoded() {
      return accepted == Accepted.DECODED ? Optional.of(Smaller.ANY_SIZE) : Optional.empty();
    }
  }

  /**
   * Files that were decoded, made smaller where they were larger, and written as JPEG.
   *
   * @param accepted which were taken
   * @param shortSide longest short side, pixels; a smaller image keeps its file
   * @param quality of the JPEG, 1 to 100
   */
  @JsonPropertyOrder({"accepted", "shortSide", "quality"})
  record Reencoded(Accepted accepted, int shortSide, int quality) implements Images {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Reencoded {
      if (shortSide < 1 || shortSide > 65_535) {
        throw new InvalidValue("short side", shortSide, "must be in 1..65535");
      }
      if (quality < 1 || quality > 100) {
        throw new InvalidValue("quality", quality, "must be in 1..100");
      }
    }

    @Override
    public boolean keepsDamaged() {
      return accepted == Accepted.LENIENT;
    }

    @Override
    public Optional<Smaller> decoded() {
      return Optional.of(new Smaller(shortSide, quality));
    }
  }

  /**
   * Pixels as they are, one byte each, [C,H,W].
   *
   * @param channels C: 1 grey, 3 red, green and blue
   * @param height H
   * @param width W
   */
  @JsonPropertyOrder({"channels", "height", "width"})
  record Raw(int channels, int height, int width) implements Images {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Raw {
      boolean sides = Math.min(height, width) >= 1 && Math.max(height, width) <= 65_535;
      if (!sides || (channels != 1 && channels != 3)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Invalid raw images: [%d,%d,%d] (must be 1 or 3 channels, sides in 1..65535)",
                channels,
                height,
                width));
      }
    }

    @Override
    public boolean keepsDamaged() {
      return false;
    }

    @Override
    public Optional<Raw> raw() {
      return Optional.of(this);
    }
  }
}

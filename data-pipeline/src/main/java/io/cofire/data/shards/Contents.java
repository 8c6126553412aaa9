package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;

/** What kind of samples a prepared set holds. */
public sealed interface Contents {

  /**
   * Recordings of an event camera.
   *
   * @param sensor size of the sensor of all of them
   */
  record Events(SensorGeometry sensor) implements Contents {}

  /** Images, see {@link EncodedImage}. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Original.class, name = "original"),
    @JsonSubTypes.Type(value = Reencoded.class, name = "reencoded"),
    @JsonSubTypes.Type(value = Raw.class, name = "raw")
  })
  sealed interface Images extends Contents {

    /** Whether files that end early or are damaged are among them. */
    default boolean keepsDamaged() {
      if (this instanceof Original files) {
        return files.accepted() == Accepted.LENIENT;
      }
      return this instanceof Reencoded smaller && smaller.accepted() == Accepted.LENIENT;
    }
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
  record Original(Accepted accepted) implements Images {}

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
            "Invalid raw images: [%d,%d,%d] (must be 1 or 3 channels, sides in 1..65535)"
                .formatted(channels, height, width));
      }
    }

    /** Bytes of one image. */
    public int pixels() {
      return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }
  }
}

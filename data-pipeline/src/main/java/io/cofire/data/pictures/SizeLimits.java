package io.cofire.data.pictures;

import io.cofire.data.pictures.PictureReader.CutShort;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds the size that a picture file states against what may be decoded and against the bytes that
 * are there, before anything is allocated for it.
 */
public final class SizeLimits {

  /** Most pixels of a picture: where Pillow, and so torchvision, refuses one. */
  public static final long MOST_PIXELS = 178_956_970;

  /** Longest side of a picture, pixels: that of JPEG. */
  public static final int LONGEST_SIDE = 65_535;

  /** How much of a file that was cut short may be missing. */
  private static final int MOST_MISSING = 64;

  private SizeLimits() {}

  /**
   * Why the size of a file is not believed.
   *
   * @param cutShort whether a part of the file is enough
   * @return empty where it may be decoded
   */
  public static Optional<String> problem(byte[] file, CutShort cutShort) {
    Optional<StatedSize> stated = StatedSize.of(file);
    return stated.isPresent()
        ? problem(stated.get(), file.length, cutShort)
        : Optional.of("it is damaged or of an unknown format");
  }

  private static Optional<String> problem(StatedSize stated, long bytes, CutShort cutShort) {
    long width = stated.width();
    long height = stated.height();
    boolean fits = Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
    if (!fits) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its header states %d x %d pixels at byte %d (expected sides up to %d and at most %d pixels)",
              width,
              height,
              stated.at(),
              LONGEST_SIDE,
              MOST_PIXELS));
    }
    long least = stated.leastBytes() / (cutShort == CutShort.FILLED ? MOST_MISSING : 1);
    if (bytes < least) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its header states %d x %d pixels at byte %d, which take at least %d bytes, and it has %d",
              width,
              height,
              stated.at(),
              least,
              bytes));
    }
    return Optional.empty();
  }
}

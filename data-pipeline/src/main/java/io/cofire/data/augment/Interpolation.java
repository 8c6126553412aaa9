package io.cofire.data.augment;

/** What lies between pixels when a picture is turned. */
public enum Interpolation {
  /** The nearest pixel. */
  NEAREST,
  /** The four nearest, by distance. */
  BILINEAR
}

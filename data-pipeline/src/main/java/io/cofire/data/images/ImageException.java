package io.cofire.data.images;

import java.io.IOException;

/** Images that are not what their format says; trying again does not help. */
public final class ImageException extends IOException {

  private static final long serialVersionUID = 1L;

  ImageException(Object place, String problem) {
    super("Cannot read images " + place + ": " + problem);
  }
}

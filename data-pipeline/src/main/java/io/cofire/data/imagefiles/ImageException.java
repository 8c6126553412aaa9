package io.cofire.data.imagefiles;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;

/** Images that are not what their format says; trying again does not help. */
public final class ImageException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the images of a place. */
  public ImageException(Object place, String problem) {
    super("Cannot read images " + place + ": " + problem);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}

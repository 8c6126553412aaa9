package io.cofire.data.pictures;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A picture that is not what its format says; trying again does not help. */
public final class PictureException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final String problem;

  /** What is wrong with a picture; errors call it by the name. */
  public PictureException(String name, String problem) {
    super("Cannot decode picture " + name + ": " + problem);
    this.problem = problem;
  }

  /** What is wrong with it, without its name. */
  public String problem() {
    return problem;
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}

package io.cofire.driver.recipe;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A recipe cannot be used; the message names the file, the place, the value and the remedy. */
public final class RecipeException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  RecipeException(String source, String problem) {
    super("Cannot read recipe " + source + ": " + problem);
  }

  RecipeException(String source, String problem, Throwable cause) {
    super("Cannot read recipe " + source + ": " + problem, cause);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}

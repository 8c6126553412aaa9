package io.cofire.ops.tensor;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/**
 * An engine that cannot run here, or not on the device that was asked for; the message has the
 * remedy. It is what the recipe asks for, so another attempt would ask for it again.
 */
public final class EngineException extends IllegalStateException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** With a whole message. */
  public EngineException(String message) {
    super(message);
  }

  /** With a whole message and what the engine's library said. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}

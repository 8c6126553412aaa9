package io.cofire.data.spark;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.shards.Rejected;
import java.util.List;

/** A preparation that could not be done or, under {@code strict}, that rejected a recording. */
public final class PrepareException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final transient List<Rejected> rejected;

  PrepareException(String message) {
    this(message, List.of());
  }

  PrepareException(String message, List<Rejected> rejected) {
    super(message);
    this.rejected = rejected;
  }

  PrepareException(String message, Throwable cause) {
    super(message, cause);
    this.rejected = List.of();
  }

  /** The samples that could not be read, where that is why; otherwise none. */
  public List<Rejected> rejected() {
    return rejected == null ? List.of() : rejected; // it does not travel
  }

  /** That of its cause, which Spark's word on a lost task may be; without one, the data's. */
  @Override
  public Diagnosis diagnosis() {
    return getCause() == null ? Diagnosis.DATA : Diagnosis.of(getCause(), Diagnosis.STORAGE);
  }
}

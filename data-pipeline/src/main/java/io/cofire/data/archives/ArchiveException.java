package io.cofire.data.archives;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A file that is no folder and no archive that is read, or an archive that is damaged. */
public final class ArchiveException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  ArchiveException(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}

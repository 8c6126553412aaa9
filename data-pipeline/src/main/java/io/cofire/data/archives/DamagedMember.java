package io.cofire.data.archives;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;

/** A file in an archive whose bytes are not those that were packed; others may be whole. */
public final class DamagedMember extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final String problem;

  DamagedMember(String path, String problem) {
    super("Cannot read " + path + " in its archive: " + problem);
    this.problem = problem;
  }

  /** What is wrong, without the name of the file. */
  public String problem() {
    return problem;
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}

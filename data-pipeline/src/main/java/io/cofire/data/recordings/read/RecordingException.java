package io.cofire.data.recordings.read;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;
import java.util.Locale;

/**
 * A recording whose content is not what its format says. Storage that cannot be reached is another
 * {@link IOException}: trying again may help there, and never here.
 */
public final class RecordingException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final boolean cut;

  /**
   * Says what is wrong with a recording.
   *
   * @param recording its name
   * @param problem what is wrong, where, what was expected and what was found
   */
  public RecordingException(String recording, String problem) {
    this(recording, problem, false);
  }

  private RecordingException(String recording, String problem, boolean cut) {
    super("Cannot read recording " + recording + ": " + problem);
    this.problem = problem;
    this.cut = cut;
  }

  /** The file ends before what is described is whole. */
  public static RecordingException cut(
      String recording, long offset, String problem, String details) {
    return new RecordingException(recording, place(offset, problem, details), true);
  }

  /** Whether the file ends too early, and nothing else is wrong. */
  public boolean isCut() {
    return cut;
  }

  /** What is wrong, without the name of the recording. */
  public String problem() {
    return problem;
  }

  /** A problem at a byte of the file: {@code PROBLEM at byte OFFSET}. */
  public static RecordingException at(String recording, long offset, String problem) {
    return new RecordingException(recording, problem + " at byte " + offset);
  }

  /** The same with what was expected and found, in brackets behind the place. */
  public static RecordingException at(
      String recording, long offset, String problem, String details) {
    return new RecordingException(recording, place(offset, problem, details));
  }

  /** An event whose last bytes are missing. */
  public static RecordingException truncated(String recording, long offset, int need, int found) {
    String details = String.format(Locale.ROOT, "need %d, found %d", need, found);
    return cut(recording, offset, "event truncated", details);
  }

  private static String place(long offset, String problem, String details) {
    return String.format(Locale.ROOT, "%s at byte %d (%s)", problem, offset, details);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}

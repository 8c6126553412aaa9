package io.cofire.driver.figures.result;

/**
 * What came out, beside what the paper states.
 *
 * @param verdict whether both agree
 * @param text what was found, with its numbers, and why it differs where it does
 */
public record FigureRemark(Verdict verdict, String text) {

  /** What a comparison with the paper came to. */
  public enum Verdict {
    /** As the paper states. */
    AGREES,
    /** Not as the paper states. */
    DIFFERS,
    /** The paper states nothing that it could be compared with. */
    NOTE
  }

  /** Nothing is compared. */
  public static FigureRemark note(String text) {
    return new FigureRemark(Verdict.NOTE, text);
  }

  /**
   * A comparison.
   *
   * @param agrees whether what was found is as the paper states
   * @param text what was found
   * @param otherwise why it may differ, said only where it does
   */
  public static FigureRemark of(boolean agrees, String text, String otherwise) {
    return agrees
        ? new FigureRemark(Verdict.AGREES, text)
        : new FigureRemark(Verdict.DIFFERS, otherwise.isEmpty() ? text : text + ". " + otherwise);
  }
}

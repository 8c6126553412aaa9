package io.cofire.data.imagefiles;

/**
 * What the bytes of a picture file are.
 *
 * @param verdict what it is
 * @param reason what is wrong with it; empty for a whole one
 */
public record FileCheck(Verdict verdict, String reason) {

  /** What a file is. */
  public enum Verdict {
    /** A picture that is whole. */
    WHOLE,
    /** A picture that ends early or is damaged, of which a decoder may still make something. */
    DAMAGED,
    /** No picture that is read. */
    FOREIGN
  }

  static final FileCheck PASSED = new FileCheck(Verdict.WHOLE, "");

  static FileCheck foreign(String reason) {
    return new FileCheck(Verdict.FOREIGN, reason);
  }

  static FileCheck damaged(String reason) {
    return new FileCheck(Verdict.DAMAGED, reason);
  }
}

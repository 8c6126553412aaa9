package io.cofire.data.recordings.read;

/** Order of the columns of text without a header line. */
public enum TextOrder {
  /** Time, column, row, polarity: the Event Camera Dataset and most others. */
  TXYP("txyp"),
  /** Column, row, polarity, time: Prophesee's CSV. */
  XYPT("xypt"),
  /** Column, row, time, polarity. */
  XYTP("xytp");

  private final String letters;

  TextOrder(String letters) {
    this.letters = letters;
  }

  /** The order as a recipe writes it, such as {@code txyp}. */
  public String letters() {
    return letters;
  }
}

package io.cofire.data.recordings.read;

/** What is dropped of recordings with faults, where the user chose to keep the rest. */
public enum Discard {
  /** Events outside the sensor. */
  OUTSIDE("events outside the sensor"),
  /** Bytes behind the last event or packet that is whole. */
  TAIL("bytes of a cut tail"),
  /** Labelled parts of a recording, such as gestures, that the file ends in. */
  PARTS("parts that are not whole");

  private final String words;

  Discard(String words) {
    this.words = words;
  }

  /** What it is called, before its number. */
  public String words() {
    return words;
  }
}

package io.cofire.data.datasets;

/** A folder that does not hold the data set that was asked for. */
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a whole message. */
  public DatasetException(String message) {
    super(message);
  }
}

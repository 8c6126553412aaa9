package io.cofire.driver.exchange;

/** One kind of operation, as messages of other hosts reach it. */
interface Receiver {

  /**
   * Takes a message of a host.
   *
   * @return false, and nothing is taken, if its values do not belong there
   */
  boolean take(int from, Frame frame);

  /** The operation that a message belongs to, in words. */
  Round round(int from, Frame frame);
}

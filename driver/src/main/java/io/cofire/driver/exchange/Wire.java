package io.cofire.driver.exchange;

/**
 * Connections between this host and all others. There are two lanes to each, so that norm
 * statistics need not wait behind gradients; messages of one lane arrive in order.
 */
interface Wire {

  /**
   * Sends a short message at once. Its values have been copied when this returns. A broken
   * connection is told to the {@link Inbox}, not here.
   */
  void express(int host, Frame frame);

  /**
   * Queues a long message.
   *
   * @param copied is run, on another thread, when the values may be written again
   */
  void bulk(int host, Frame frame, Runnable copied);

  /** Where messages arrive; called by the wire's threads, which must not be held up. */
  interface Inbox {

    /** A message of a host; its values are valid during the call only. */
    void frame(int host, Frame frame);

    /** A host has said goodbye: everything that it sent has been delivered. */
    void ended(int host);

    /** A host can no longer be reached. */
    void lost(int host, String why);
  }
}

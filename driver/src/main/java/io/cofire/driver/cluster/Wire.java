package io.cofire.driver.cluster;

/** Connections between this host and all others; messages of one host arrive in order. */
interface Wire extends AutoCloseable {

  /** No other host can be reached yet: what is sent is dropped. */
  Wire NONE =
      new Wire() {
        @Override
        public void send(int host, Frame frame) {}

        @Override
        public void close() {}
      };

  /**
   * Hands a message over; it has been copied when this returns. A broken connection is told to the
   * {@link Inbox}, not here.
   */
  void send(int host, Frame frame);

  /** Closes the connections once everything sent so far has left, or a deadline has passed. */
  @Override
  void close();

  /** Where messages arrive; called by the wire's threads, which must not be held up. */
  interface Inbox {

    /** A message of a host; its values are valid during the call only. */
    void frame(int host, Frame frame);

    /** A host can no longer be reached. */
    void lost(int host, String why);
  }
}

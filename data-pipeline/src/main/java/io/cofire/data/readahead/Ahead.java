package io.cofire.data.readahead;

/** Follows a walk along a plan, so that what it needs next is there. One walker calls it. */
public interface Ahead extends AutoCloseable {

  /** Nothing is read before it is needed. */
  Ahead NONE =
      new Ahead() {
        @Override
        public void reach(long from, long to) {}

        @Override
        public void close() {}
      };

  /**
   * The walk comes to some samples, and is done with those before; does not wait.
   *
   * @param from the first of them, counted from the walk's beginning
   * @param to behind the last of them
   */
  void reach(long from, long to);

  /** The walk has ended: nothing is kept for it any more. */
  @Override
  void close();
}

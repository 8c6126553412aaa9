package io.cofire.data.readahead;

/** Follows a walk along a plan, so that what it needs next is there. One walker calls it. */
public interface Ahead extends AutoCloseable {

  /** Nothing is read before it is needed. */
  Ahead NONE =
      new Ahead() {
        @Override
        public void reach(long position) {}

        @Override
        public void close() {}
      };

  /**
   * The walk has come so far; does not wait.
   *
   * @param position samples from the walk's beginning
   */
  void reach(long position);

  /** The walk has ended: nothing is kept for it any more. */
  @Override
  void close();
}

package io.cofire.data.readahead;

/**
 * The part of a walk on which something is needed, in samples from the walk's beginning.
 *
 * @param index what is needed, such as the number of a shard
 * @param from where it may be needed first
 * @param to where it is needed no more
 */
public record Stretch(int index, long from, long to) {

  /** The same for a walk that begins further on. */
  public Stretch after(long begin) {
    return new Stretch(index, Math.max(0, from - begin), to - begin);
  }
}

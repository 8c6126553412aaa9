package io.cofire.data.readahead;

/**
 * What can be read by number.
 *
 * @param <T> what one is when it has been read
 */
public interface Origin<T> {

  /** Reads one; takes long, and throws what its caller is to see. Safe for several threads. */
  T read(int index);

  /** Bytes that one will take, about. */
  long expected(int index);

  /** Bytes that one takes. */
  long bytes(T one);
}

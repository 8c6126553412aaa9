package io.cofire.data.recordings.write;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Writes one recording. A block that the format cannot hold is a {@link Misfit}, a storage that
 * fails an {@link UncheckedIOException}. One thread.
 */
public abstract class RecordingWriter implements EventSink, AutoCloseable {

  private Optional<RuntimeException> failure = Optional.empty();

  /** Package-private: the formats are a closed set. */
  RecordingWriter() {}

  @Override
  public final void accept(
      long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    try {
      write(timesMicros, xs, ys, polarities, count);
    } catch (IOException e) {
      throw failing(new UncheckedIOException(e));
    } catch (RuntimeException e) {
      throw failing(e);
    }
  }

  private RuntimeException failing(RuntimeException e) {
    failure = Optional.of(e);
    return e;
  }

  /** Why a block was not written, whatever the decoder that handed it on has made of that. */
  public final Optional<RuntimeException> failure() {
    return failure;
  }

  abstract void write(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count)
      throws IOException;

  /** Writes what is still held, and what stands behind the last event; the output stays open. */
  public abstract void finish() throws IOException;

  /** Gives back what was held beside the output. */
  @Override
  public void close() throws IOException {}
}

package io.cofire.data.recordings.read;

import java.util.function.Supplier;

/**
 * Hears, while a recording is read, of what is wrong with it, and refuses it or lets the reading go
 * on without what is wrong. One recording, one thread.
 */
public interface Tolerance {

  /** Refuses whatever is wrong. */
  Tolerance NONE =
      new Tolerance() {
        @Override
        public boolean takesStrays() {
          return false;
        }

        @Override
        public void stray(long micros, Supplier<RecordingException> refusal)
            throws RecordingException {
          throw refusal.get();
        }

        @Override
        public void cut(long bytes, RecordingException refusal) throws RecordingException {
          throw refusal;
        }
      };

  /** Whether an event outside the sensor may be let go; if not, it may be refused at once. */
  boolean takesStrays();

  /**
   * An event lies outside the sensor; the reading goes on without it.
   *
   * @param micros its time
   * @param refusal what is wrong and where, made only if it is needed
   * @throws RecordingException the refusal, if it is not let go
   */
  void stray(long micros, Supplier<RecordingException> refusal) throws RecordingException;

  /**
   * The file ends too early; what is whole before has been read.
   *
   * @param bytes those behind the last that is whole
   * @param refusal what is wrong and where
   * @throws RecordingException the refusal, if it is not let go
   */
  void cut(long bytes, RecordingException refusal) throws RecordingException;
}

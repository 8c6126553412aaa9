package io.cofire.data.spark;

/** Hears how far a preparation has come, a few times a second. */
@FunctionalInterface
public interface PrepareProgress {

  /**
   * The state now.
   *
   * @param recordings recordings read or rejected so far
   * @param total recordings of the data set
   * @param events events so far
   * @param rejected recordings rejected so far
   */
  void update(long recordings, long total, long events, long rejected);
}

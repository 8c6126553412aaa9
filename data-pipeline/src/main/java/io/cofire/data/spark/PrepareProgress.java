package io.cofire.data.spark;

/** Hears how far a preparation has come, a few times a second. */
@FunctionalInterface
public interface PrepareProgress {

  /**
   * The state now.
   *
   * @param recordings recordings or images read or rejected so far
   * @param total those of the data set; 0 where they are counted only when they are read
   * @param events events so far; 0 for images
   * @param rejected recordings or images rejected so far
   */
  void update(long recordings, long total, long events, long rejected);
}

package io.cofire.data.simulate;

/** Hears how far a simulation has come; threads may call it at the same time. */
@FunctionalInterface
public interface SimulationProgress {

  /**
   * Takes the news.
   *
   * @param recordings that are written
   * @param total that will be; 0 if that is not known yet
   */
  void update(int recordings, int total);
}

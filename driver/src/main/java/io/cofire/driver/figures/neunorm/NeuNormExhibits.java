package io.cofire.driver.figures.neunorm;

import io.cofire.driver.figures.Exhibit;
import java.util.List;

/** The exhibits of Wu 2019, in the order of the paper. */
public final class NeuNormExhibits {

  private NeuNormExhibits() {}

  /** All. */
  public static List<Exhibit> all() {
    return List.of(
        EpochTimes.exhibit(),
        NetworkScale.exhibit(),
        SimulationLength.exhibit(),
        WithAndWithout.exhibit(),
        MeanVotes.exhibit());
  }
}

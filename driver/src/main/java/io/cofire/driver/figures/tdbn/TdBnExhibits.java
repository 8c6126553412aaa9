package io.cofire.driver.figures.tdbn;

import io.cofire.driver.figures.Exhibit;
import java.util.List;

/** The exhibits of Zheng 2020, in the order of the paper. */
public final class TdBnExhibits {

  private TdBnExhibits() {}

  /** All. */
  public static List<Exhibit> all() {
    return List.of(
        PlainNetGradients.exhibit(),
        MembraneDistributions.exhibit(),
        RateDistributions.exhibit(),
        SpikesPerNeuron.exhibit());
  }
}

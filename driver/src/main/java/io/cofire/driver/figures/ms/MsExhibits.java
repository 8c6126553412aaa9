package io.cofire.driver.figures.ms;

import io.cofire.driver.figures.Exhibit;
import java.util.List;

/** The exhibits of Hu 2021, in the order of the paper. */
public final class MsExhibits {

  private MsExhibits() {}

  /** All. */
  public static List<Exhibit> all() {
    return List.of(
        DepthTable.tableTwo(),
        ChangedStates.exhibit(),
        FiringMaps.exhibit(),
        GateIsometry.exhibit(),
        FiringPatterns.exhibit(),
        LossSurface.exhibit(),
        GammaStart.exhibit(),
        DepthTable.tableSix());
  }
}

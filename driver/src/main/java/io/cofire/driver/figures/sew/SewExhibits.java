package io.cofire.driver.figures.sew;

import io.cofire.driver.figures.Exhibit;
import java.util.ArrayList;
import java.util.List;

/** The exhibits of Fang 2021, in the order of the paper. */
public final class SewExhibits {

  private SewExhibits() {}

  /** All. */
  public static List<Exhibit> all() {
    List<Exhibit> all = new ArrayList<>();
    all.add(FiringOverDepth.exhibit());
    all.addAll(GradientOverDepth.exhibits());
    all.add(PredictedNorm.exhibit());
    all.add(GestureTable.exhibit());
    all.add(TemporalDeletion.exhibit());
    return all;
  }
}

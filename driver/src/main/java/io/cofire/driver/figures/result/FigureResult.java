package io.cofire.driver.figures.result;

import java.util.List;

/**
 * What an exhibit came to.
 *
 * @param size network, input, T, samples, seeds: all that its numbers depend on
 * @param panels its pictures
 * @param remarks what they say beside the paper
 */
public record FigureResult(String size, List<Panel> panels, List<FigureRemark> remarks) {

  /** Copies the lists. */
  public FigureResult {
    panels = List.copyOf(panels);
    remarks = List.copyOf(remarks);
  }
}

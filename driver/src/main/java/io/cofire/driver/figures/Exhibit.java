package io.cofire.driver.figures;

import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.result.FigureResult;
import java.util.List;

/**
 * A figure, table or equation of a paper, and how it is computed.
 *
 * @param name as the command takes it, such as {@code sew-fig6}
 * @param others what else of the paper it holds, as the command takes it too
 * @param source paper and place
 * @param states what the paper states
 * @param work computes it
 */
public record Exhibit(String name, List<String> others, String source, String states, Work work) {

  /** How an exhibit is computed. */
  @FunctionalInterface
  public interface Work {
    /** All of it, at the lab's extent. */
    FigureResult compute(Lab lab);
  }

  /** Copies the list. */
  public Exhibit {
    others = List.copyOf(others);
  }

  /** Whether it goes by a name. */
  boolean isCalled(String word) {
    return name.equals(word) || others.contains(word);
  }
}

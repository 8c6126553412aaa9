package io.cofire.driver.figures;

import io.cofire.driver.figures.lab.Lab;
import io.cofire.driver.figures.lab.SampleKind;
import io.cofire.driver.figures.result.FigureResult;
import java.util.List;
import java.util.Set;

/**
 * A figure, table or equation of a paper, and how it is computed.
 *
 * @param name as the command takes it, such as {@code sew-fig6}
 * @param others what else of the paper it holds, as the command takes it too
 * @param source paper and place
 * @param states what the paper states
 * @param uses samples that it is computed on; none where it draws all it needs
 * @param work computes it
 */
public record Exhibit(
    String name,
    List<String> others,
    String source,
    String states,
    Set<SampleKind> uses,
    Work work) {

  /** How an exhibit is computed. */
  @FunctionalInterface
  public interface Work {
    /** All of it, at the lab's extent. */
    FigureResult compute(Lab lab);
  }

  /** Copies the list and the set. */
  public Exhibit {
    others = List.copyOf(others);
    uses = Set.copyOf(uses);
  }

  /** Whether it goes by a name. */
  boolean isCalled(String word) {
    return name.equals(word) || others.contains(word);
  }
}

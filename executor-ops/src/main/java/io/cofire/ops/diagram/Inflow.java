package io.cofire.ops.diagram;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a layer hears from: nodes whose outputs add up.
 *
 * @param nodes their names
 * @param shape of what comes, [C,H,W] or [F]
 */
public record Inflow(List<String> nodes, List<Integer> shape) {

  /** Copies the lists. */
  public Inflow {
    nodes = List.copyOf(nodes);
    shape = List.copyOf(shape);
  }

  /** This and another of the same shape, added. */
  public Inflow plus(Inflow other) {
    return new Inflow(Stream.concat(nodes.stream(), other.nodes.stream()).toList(), shape);
  }

  /** Whether it is maps. */
  public boolean areMaps() {
    return shape.size() == 3;
  }

  /** How many numbers come at a timestep. */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }
}

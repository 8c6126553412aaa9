package io.cofire.driver.checkpoint;

import java.util.List;

/**
 * A tensor of a file of weights.
 *
 * @param name unique in its file
 * @param shape sizes; their product is the number of values
 * @param values row by row; not copied
 */
public record NamedTensor(String name, List<Long> shape, float[] values) {

  /** Copies the sizes. */
  public NamedTensor {
    shape = List.copyOf(shape);
  }
}

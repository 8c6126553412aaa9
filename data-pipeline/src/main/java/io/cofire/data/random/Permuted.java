package io.cofire.data.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lists in an order that a key decides, the same on every platform. */
public final class Permuted {

  private Permuted() {}

  /** Fisher and Yates's shuffle (Knuth, "The art of computer programming", vol. 2, algorithm P). */
  public static <E> List<E> of(List<E> elements, Key key) {
    SplittableRandom random = key.random();
    List<E> order = new ArrayList<>(elements);
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      order.set(j, order.set(i, order.get(j)));
    }
    return order;
  }
}

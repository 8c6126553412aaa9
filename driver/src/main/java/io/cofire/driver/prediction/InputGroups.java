package io.cofire.driver.prediction;

import java.util.ArrayList;
import java.util.List;

/** Which inputs a task takes: a run of neighbours, as many bytes as others have. */
final class InputGroups {

  private static final int MOST_SAMPLES = 4096; // what a task that failed has to do again
  private static final long OPEN_BYTES = 1 << 16; // what opening a file costs, as bytes

  private InputGroups() {}

  /**
   * Divides inputs in their order.
   *
   * @param parallelism tasks that run at the same time
   */
  static List<List<InputUnit>> of(List<InputUnit> units, int parallelism) {
    long total = units.stream().mapToLong(InputGroups::cost).sum();
    long share = (total + parallelism - 1) / parallelism;
    List<List<InputUnit>> groups = new ArrayList<>();
    List<InputUnit> open = new ArrayList<>();
    long cost = 0;
    int samples = 0;
    for (InputUnit unit : units) {
      open.add(unit);
      cost += cost(unit);
      samples += unit.samples();
      if (cost >= share || samples >= MOST_SAMPLES) {
        groups.add(open);
        open = new ArrayList<>();
        cost = 0;
        samples = 0;
      }
    }
    if (!open.isEmpty()) {
      groups.add(open);
    }
    return groups;
  }

  private static long cost(InputUnit unit) {
    return unit.bytes() + OPEN_BYTES;
  }

  /**
   * Samples of a minibatch: no more than the largest group has, since padding is computed too.
   *
   * @param most what fits into memory
   * @param unknown whether inputs have more samples than they say
   */
  static int batch(List<List<InputUnit>> groups, int most, boolean unknown) {
    int largest =
        groups.stream()
            .mapToInt(group -> group.stream().mapToInt(InputUnit::samples).sum())
            .max()
            .orElse(1);
    return unknown ? most : Math.min(most, largest);
  }
}

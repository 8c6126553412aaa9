package io.cofire.driver.checkpoint;

import io.cofire.ops.tensor.Arithmetic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a part of a run was computed; several of one step where its ranks computed differently.
 *
 * @param fromStep steps that were done before it
 * @param by what decided the bits
 */
public record Computed(long fromStep, Arithmetic by) {

  /** Checks that something is said. */
  public Computed {
    Objects.requireNonNull(by);
  }

  /** These, and from a step on others. */
  static List<Computed> joined(List<Computed> before, long step, Collection<Arithmetic> by) {
    if (last(before).equals(List.copyOf(by))) {
      return before;
    }
    List<Computed> all = new ArrayList<>(before);
    all.removeIf(one -> one.fromStep() >= step); // nothing was computed so
    by.forEach(one -> all.add(new Computed(step, one)));
    return all;
  }

  private static List<Arithmetic> last(List<Computed> all) {
    return all.isEmpty()
        ? List.of()
        : all.stream()
            .filter(one -> one.fromStep() == all.get(all.size() - 1).fromStep())
            .map(Computed::by)
            .toList();
  }

  /**
   * What to say where weights that were computed so are gone on with otherwise.
   *
   * @param place names their checkpoint
   * @return empty if nothing differs, or nothing is known of what was
   */
  public static Optional<String> warning(
      List<Computed> before, Collection<Arithmetic> now, String place) {
    List<String> differences =
        before.isEmpty() ? List.of() : Arithmetic.differences(last(before), now);
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    List<Arithmetic> both = new ArrayList<>(last(before));
    both.addAll(now);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s was computed otherwise than it goes on (%s); %s may differ from those of one computation",
            place,
            String.join("; ", differences),
            Arithmetic.extent(both)));
  }
}

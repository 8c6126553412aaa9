package io.cofire.tests.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Where the time of a {@link SleepingStep} went, by the one clock of all processes of a machine.
 *
 * @param seconds of a step
 * @param statistics exchanging them, each from when the last rank called until a rank went on
 * @param exposed the same of the sums that the backward did not hide
 * @param late waiting for ranks that woke later than after their sleep
 */
public record StepTimes(double seconds, double statistics, double exposed, double late) {

  /** The median of steps. */
  public static StepTimes median(List<StepTimes> steps) {
    return new StepTimes(
        median(steps, StepTimes::seconds),
        median(steps, StepTimes::statistics),
        median(steps, StepTimes::exposed),
        median(steps, StepTimes::late));
  }

  private static double median(List<StepTimes> steps, ToDoubleFunction<StepTimes> of) {
    return steps.stream().mapToDouble(of).sorted().toArray()[steps.size() / 2];
  }

  /**
   * The steps of all ranks.
   *
   * @param answers of the hosts: a rank's steps are separated by {@code |}, ranks by {@code ;}
   */
  public static List<StepTimes> of(SleepingStep step, List<String> answers) {
    List<List<long[]>> ranks = new ArrayList<>();
    for (String answer : answers) {
      for (String rank : answer.split(";", -1)) {
        ranks.add(Arrays.stream(rank.split("\\|", -1)).map(StepTimes::numbers).toList());
      }
    }
    List<StepTimes> steps = new ArrayList<>();
    for (int i = 0; i < ranks.get(0).size(); i++) {
      int which = i;
      steps.add(of(step.computing(), ranks.stream().map(rank -> rank.get(which)).toList()));
    }
    return steps;
  }

  private static long[] numbers(String step) {
    return Arrays.stream(step.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static StepTimes of(double computing, List<long[]> ranks) {
    int last = ranks.get(0).length - 1;
    double statistics = 0;
    for (int call = 1; call < last - 1; call += 2) {
      int at = call;
      statistics += since(ranks, times -> times[at], times -> times[at + 1]);
    }
    double exposed = since(ranks, times -> times[last - 1], times -> times[last]);
    double seconds = mean(ranks, times -> times[last]) - mean(ranks, times -> times[0]);
    double late = seconds - statistics - exposed - computing;
    return new StepTimes(seconds, statistics, exposed, late);
  }

  /** From the last rank's call until a rank goes on. */
  private static double since(
      List<long[]> ranks, ToLongFunction<long[]> call, ToLongFunction<long[]> end) {
    long last = ranks.stream().mapToLong(call).max().orElseThrow();
    return mean(ranks, end) - last / 1e9;
  }

  private static double mean(List<long[]> ranks, ToLongFunction<long[]> of) {
    return ranks.stream().mapToLong(of).average().orElseThrow() / 1e9;
  }
}

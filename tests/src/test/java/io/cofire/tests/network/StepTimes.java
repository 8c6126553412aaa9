package io.cofire.tests.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a {@link SleepingStep} went, of steps one behind the other.
 *
 * @param seconds of a step, the mean of all ranks
 * @param statistics exchanging them
 * @param exposed waiting for the sums that the backward did not hide
 * @param late what the slowest rank overslept, which all others wait for
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
    return ofRanks(step, ranks);
  }

  /** The steps of all ranks, each as {@link SleepingStep#run} gives it. */
  public static List<StepTimes> ofRanks(SleepingStep step, List<List<long[]>> ranks) {
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
    double asleep = 0;
    for (int call = 1; call < last - 1; call += 2) {
      int at = call;
      asleep += ranks.stream().mapToLong(times -> times[at] - times[at - 1]).max().orElseThrow();
    }
    double late = asleep / 1e9 - computing;
    double exposed = between(ranks, last - 1, last);
    double seconds = between(ranks, 0, last);
    return new StepTimes(seconds, seconds - exposed - late - computing, exposed, late);
  }

  private static double between(List<long[]> ranks, int from, int to) {
    return ranks.stream().mapToLong(times -> times[to] - times[from]).average().orElseThrow() / 1e9;
  }
}

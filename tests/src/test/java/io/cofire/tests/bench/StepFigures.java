package io.cofire.tests.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one side's process says of its training steps, in one line of numbers.
 *
 * @param seconds of the median step
 * @param processor seconds of all threads of the process for a step, which other work on a shared
 *     machine does not count in
 * @param convolutions seconds of its convolutions; 0 where nothing told them
 * @param bytes of the peak of memory above the libraries' own
 * @param parameters of the network
 * @param rate bytes a second of operations over activations; 0 where nothing told it
 * @param copyRate bytes a second of a plain copy; 0 where nothing told it
 * @param folding how many times as fast an evaluation is once norms are folded; 0 where nothing
 *     told it
 * @param mostFolding what that could be at most: an evaluation over itself without its norms
 */
record StepFigures(
    double seconds,
    double processor,
    double convolutions,
    double bytes,
    double parameters,
    double rate,
    double copyRate,
    double folding,
    double mostFolding) {

  /** Of a side that only says what any network has. */
  static StepFigures of(
      double[] seconds, double processor, double convolutions, long bytes, long parameters) {
    return new StepFigures(
        middle(seconds), processor, convolutions, (double) bytes, (double) parameters, 0, 0, 0, 0);
  }

  /** The same with what our side measures beside its steps. */
  StepFigures with(double moved, double copied, double folded, double mostFolded) {
    return new StepFigures(
        seconds, processor, convolutions, bytes, parameters, moved, copied, folded, mostFolded);
  }

  /** The line of {@link #line}. */
  static StepFigures read(String line) {
    double[] v = Arrays.stream(line.strip().split(" ", -1)).mapToDouble(Double::valueOf).toArray();
    return new StepFigures(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
  }

  String line() {
    return DoubleStream.of(
            seconds,
            processor,
            convolutions,
            bytes,
            parameters,
            rate,
            copyRate,
            folding,
            mostFolding)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  /** Share of the step outside convolutions. */
  double outside() {
    return 1 - convolutions / seconds;
  }

  static double median(List<StepFigures> runs, ToDoubleFunction<StepFigures> value) {
    return middle(runs.stream().mapToDouble(value).toArray());
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

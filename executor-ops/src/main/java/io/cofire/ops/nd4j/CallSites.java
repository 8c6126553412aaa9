package io.cofire.ops.nd4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's operations by name and arguments, each made once. */
final class CallSites implements AutoCloseable {

  private static final double[] NO_REALS = {};

  private final Map<String, CallSite> sites = new HashMap<>();

  /** A call site, shared by all that ask for the same. */
  CallSite create(String operation, double[] reals, long... integers) {
    String key = operation + Arrays.toString(reals) + Arrays.toString(integers);
    return sites.computeIfAbsent(key, k -> new CallSite(operation, reals, integers));
  }

  /** Runs an operation that has no arguments but arrays. */
  void run(String operation, INDArray out, INDArray... inputs) {
    create(operation, NO_REALS).run(inputs, out);
  }

  /** Runs an operation whose arguments are integers. */
  void run(String operation, long[] integers, INDArray out, INDArray... inputs) {
    create(operation, NO_REALS, integers).run(inputs, out);
  }

  @Override
  public void close() {
    sites.values().forEach(CallSite::close);
    sites.clear();
  }
}

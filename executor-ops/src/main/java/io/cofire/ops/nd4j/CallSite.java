package io.cofire.ops.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J operation with its arguments, made once: a new context on each call is garbage that only
 * the collector gives back, and memory would grow.
 */
final class CallSite implements AutoCloseable {

  private final DynamicCustomOp operation;
  private final OpContext context;

  CallSite(String operation, double[] reals, long... integers) {
    this.operation = DynamicCustomOp.builder(operation).build();
    this.context = Nd4j.getExecutioner().buildContext();
    context.setIArguments(integers);
    context.setTArguments(reals);
  }

  void run(INDArray[] inputs, INDArray... outputs) {
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    Nd4j.exec(operation, context);
    // The native context keeps a handle of every array it was ever given until it is purged.
    context.purge();
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close ND4J's " + operation.opName(), e);
    }
  }
}

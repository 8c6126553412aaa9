package io.cofire.ops.onednn;

import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;

/**
 * The matrix products of a fully connected layer at one call site, their factors of 16 bits and
 * their sums float32; x [M,in], w [out,in], y [M,out].
 */
public final class Products implements Site {

  private final OneDnn library;
  private final primitive_attr attributes = new primitive_attr();
  private final List<Site> made = new ArrayList<>();
  private final RoundedFactor inputs;
  private final RoundedFactor weights;
  private final RoundedFactor gradients;
  private final Call outputs;
  private final Call inputGradients;
  private final Call weightGradients;

  Products(int rows, int inputWidth, int outputWidth, OneDnn library) {
    this.library = library;
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    this.inputs = operand(rows, inputWidth);
    this.weights = operand(outputWidth, inputWidth);
    this.gradients = operand(rows, outputWidth);
    memory.desc x = plain(library.factors(), rows, inputWidth);
    memory.desc w = plain(library.factors(), outputWidth, inputWidth);
    memory.desc gy = plain(library.factors(), rows, outputWidth);
    memory.desc turnedW = turned(library.factors(), outputWidth, inputWidth);
    memory.desc turnedGy = turned(library.factors(), rows, outputWidth);
    this.outputs = call(x, turnedW, floats(rows, outputWidth), Sum.ADDED);
    this.inputGradients = call(gy, w, floats(rows, inputWidth), Sum.ALONE);
    this.weightGradients = call(turnedGy, x, floats(outputWidth, inputWidth), Sum.ADDED);
  }

  /** Whether a product is added to what is there. */
  private enum Sum {
    ALONE,
    ADDED
  }

  private static memory.desc plain(memory.data_type type, long rows, long columns) {
    return new memory.desc(new long[] {rows, columns}, type, memory.format_tag.ab);
  }

  /** The transposed of what lies as [rows,columns]. */
  private static memory.desc turned(memory.data_type type, long rows, long columns) {
    return new memory.desc(new long[] {columns, rows}, type, memory.format_tag.ba);
  }

  private static memory.desc floats(long rows, long columns) {
    return plain(memory.data_type.f32, rows, columns);
  }

  private RoundedFactor operand(long rows, long columns) {
    RoundedFactor operand =
        new RoundedFactor(
            library, floats(rows, columns), plain(library.factors(), rows, columns), attributes);
    made.add(operand);
    return operand;
  }

  private Call call(memory.desc left, memory.desc right, memory.desc product, Sum sum) {
    try (primitive_attr how = new primitive_attr();
        post_ops adding = new post_ops()) {
      if (sum == Sum.ADDED) {
        adding.append_sum();
        how.set_post_ops(adding);
      }
      how.set_scratchpad_mode(scratchpad_mode.user);
      var description =
          new matmul.primitive_desc(library.processor(), left, right, product, how, false);
      Call call =
          new Call(library, new matmul(description), description.scratchpad_desc())
              .with(dnnl.DNNL_ARG_SRC, left)
              .with(dnnl.DNNL_ARG_WEIGHTS, right)
              .with(dnnl.DNNL_ARG_DST, product);
      made.add(call);
      return call;
    }
  }

  /** Adds x w' to y. */
  public void addOutputs(Tensor x, Tensor w, Tensor y) {
    outputs.run(inputs.of(x, library.factor()), weight(w), library.pointer(y));
  }

  /** gx = gy w. */
  public void inputGradients(Tensor gy, Tensor w, Tensor gx) {
    inputGradients.run(gradients.of(gy, library.factor()), weight(w), library.pointer(gx));
  }

  /** Adds gy' x to gw. */
  public void addWeightGradients(Tensor x, Tensor gy, Tensor gw) {
    weightGradients.run(
        gradients.of(gy, library.factor()),
        inputs.of(x, library.otherFactor()),
        library.pointer(gw));
  }

  private Pointer weight(Tensor w) {
    return weights.of(w, library.weights());
  }

  @Override
  public void close() {
    made.forEach(Site::close);
    attributes.close();
  }
}

package io.cofire.ops.onednn;

import io.cofire.ops.tensor.ConvolutionShape;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * oneDNN's primitives for one geometry. Images are fixed as [images,H,W,C]; the order of the
 * weights inside is left to the library, so each primitive comes with one that turns [oC,iC,kH,kW]
 * into it or back, and rounds them on the way where factors have 16 bits. What comes out is float32
 * always.
 */
final class Primitives implements Site {

  private final OneDnn library;
  private final long[] stride;
  private final long[] padding;
  private final memory.desc images;
  private final memory.desc outputs;
  private final memory.desc imageFactors;
  private final memory.desc gradientFactors;
  private final memory.desc anyWeights;
  private final memory.desc anyWeightGradients;
  private final memory.desc plainWeights;
  private final memory.desc biases;
  private final primitive_attr attributes = new primitive_attr();
  private final convolution_forward.primitive_desc forward;
  private final convolution_backward_weights.primitive_desc backwardWeight;
  private convolution_backward_data.primitive_desc backwardInput;
  private convolution_forward.primitive_desc biased;

  Primitives(ConvolutionShape shape, OneDnn library) {
    this.library = library;
    this.stride = new long[] {shape.stride(), shape.stride()};
    this.padding = new long[] {shape.padding(), shape.padding()};
    long k = shape.kernel();
    long[] in = {shape.images(), shape.inputChannels(), shape.height(), shape.width()};
    long[] out = {
      shape.images(), shape.outputChannels(), shape.outputHeight(), shape.outputWidth()
    };
    this.images = layout(memory.format_tag.nhwc, in);
    this.outputs = layout(memory.format_tag.nhwc, out);
    long[] weights = {shape.outputChannels(), shape.inputChannels(), k, k};
    this.imageFactors = factors(memory.format_tag.nhwc, in);
    this.gradientFactors = factors(memory.format_tag.nhwc, out);
    this.anyWeights = factors(memory.format_tag.any, weights);
    this.anyWeightGradients = layout(memory.format_tag.any, weights);
    this.plainWeights = layout(memory.format_tag.oihw, weights);
    this.biases = layout(memory.format_tag.a, shape.outputChannels());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    this.forward =
        new convolution_forward.primitive_desc(
            library.processor(),
            prop_kind.forward_training,
            algorithm.convolution_direct,
            imageFactors,
            anyWeights,
            outputs,
            stride,
            padding,
            padding,
            attributes,
            false);
    this.backwardWeight =
        new convolution_backward_weights.primitive_desc(
            library.processor(),
            algorithm.convolution_direct,
            imageFactors,
            anyWeightGradients,
            gradientFactors,
            stride,
            padding,
            padding,
            forward,
            attributes,
            false);
    library.weights().reserve(forward.weights_desc().get_size());
    library.weights().reserve(backwardWeight.diff_weights_desc().get_size());
  }

  private static memory.desc layout(memory.format_tag order, long... sizes) {
    return new memory.desc(sizes, memory.data_type.f32, order);
  }

  private memory.desc factors(memory.format_tag order, long... sizes) {
    return new memory.desc(sizes, library.factors(), order);
  }

  /** Images as factors. */
  RoundedFactor images() {
    return new RoundedFactor(library, images, imageFactors, attributes);
  }

  /** The outputs' gradient as a factor. */
  RoundedFactor gradients() {
    return new RoundedFactor(library, outputs, gradientFactors, attributes);
  }

  /** Of images and turned weights: outputs. */
  Call forward() {
    return new Call(library, new convolution_forward(forward), forward.scratchpad_desc())
        .with(dnnl.DNNL_ARG_SRC, imageFactors)
        .with(dnnl.DNNL_ARG_WEIGHTS, forward.weights_desc())
        .with(dnnl.DNNL_ARG_DST, outputs);
  }

  /** Plain weights to those of {@link #forward}. */
  Call turnForward() {
    return turn(plainWeights, forward.weights_desc(), attributes);
  }

  /** Of images, turned weights and biases: outputs, for evaluation alone. */
  Call biased() {
    return new Call(
            library, new convolution_forward(describeBiased()), describeBiased().scratchpad_desc())
        .with(dnnl.DNNL_ARG_SRC, imageFactors)
        .with(dnnl.DNNL_ARG_WEIGHTS, describeBiased().weights_desc())
        .with(dnnl.DNNL_ARG_BIAS, biases)
        .with(dnnl.DNNL_ARG_DST, outputs);
  }

  /** Plain weights to those of {@link #biased}. */
  Call turnBiased() {
    return turn(plainWeights, describeBiased().weights_desc(), attributes);
  }

  private convolution_forward.primitive_desc describeBiased() {
    if (biased == null) {
      biased =
          new convolution_forward.primitive_desc(
              library.processor(),
              prop_kind.forward_inference,
              algorithm.convolution_direct,
              imageFactors,
              anyWeights,
              biases,
              outputs,
              stride,
              padding,
              padding,
              attributes,
              false);
      library.weights().reserve(biased.weights_desc().get_size());
    }
    return biased;
  }

  /** Of the outputs' gradient and turned weights: the images' gradient. */
  Call backwardInput() {
    return new Call(
            library,
            new convolution_backward_data(describeBackwardInput()),
            describeBackwardInput().scratchpad_desc())
        .with(dnnl.DNNL_ARG_DIFF_DST, gradientFactors)
        .with(dnnl.DNNL_ARG_WEIGHTS, describeBackwardInput().weights_desc())
        .with(dnnl.DNNL_ARG_DIFF_SRC, images);
  }

  /** Plain weights to those of {@link #backwardInput}. */
  Call turnBackward() {
    return turn(plainWeights, describeBackwardInput().weights_desc(), attributes);
  }

  private convolution_backward_data.primitive_desc describeBackwardInput() {
    if (backwardInput == null) {
      backwardInput =
          new convolution_backward_data.primitive_desc(
              library.processor(),
              algorithm.convolution_direct,
              images,
              anyWeights,
              gradientFactors,
              stride,
              padding,
              padding,
              forward,
              attributes,
              false);
      library.weights().reserve(backwardInput.weights_desc().get_size());
    }
    return backwardInput;
  }

  /** Of the images and the outputs' gradient: the turned weights' gradient. */
  Call backwardWeight() {
    return new Call(
            library,
            new convolution_backward_weights(backwardWeight),
            backwardWeight.scratchpad_desc())
        .with(dnnl.DNNL_ARG_SRC, imageFactors)
        .with(dnnl.DNNL_ARG_DIFF_DST, gradientFactors)
        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, backwardWeight.diff_weights_desc());
  }

  /** Adds the result of {@link #backwardWeight} to plain weights. */
  Call addWeightGradient() {
    try (primitive_attr adding = new primitive_attr();
        post_ops sum = new post_ops()) {
      sum.append_sum();
      adding.set_post_ops(sum);
      adding.set_scratchpad_mode(scratchpad_mode.user);
      return turn(backwardWeight.diff_weights_desc(), plainWeights, adding);
    }
  }

  private Call turn(memory.desc from, memory.desc to, primitive_attr how) {
    return RoundedFactor.turn(library, from, to, how);
  }

  @Override
  public void close() {
    forward.close();
    backwardWeight.close();
    if (backwardInput != null) {
      backwardInput.close();
    }
    if (biased != null) {
      biased.close();
    }
    attributes.close();
  }
}

package io.cofire.ops.twin;

import io.cofire.data.random.Key;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.tensor.ConvolutionShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A training step written in libtorch's eager operations with autograd, in single precision: what a
 * network of the zoo costs a user of PyTorch, for benchmarks.
 */
public final class EagerStep {

  private static final double RATE = 1e-3;
  private static final double MOMENTUM = 0.9;

  private final TorchOps ops;
  private final TorchResNet network;
  private final InputShape input;
  private final int classes;
  private final Tensor images;
  private final Tensor labels;
  private final Map<String, Tensor> velocities = new HashMap<>();

  /** A network with random parameters and one random minibatch. */
  @SuppressWarnings("try")
  public EagerStep(ResNet config, InputShape input, int classes, int batch) {
    this.ops = TorchOps.fast(new Problem(Key.of(1), input.minibatch(batch)));
    this.network = new TorchResNet(ops, config);
    this.input = input;
    this.classes = classes;
    int frames = input.minibatch(batch).size(0);
    this.images = torch.rand(frames, batch, input.channels(), input.height(), input.width());
    long[] first = new long[batch];
    this.labels = Tensor.create(first, batch);
    try (PointerScope scope = new PointerScope()) {
      loss(); // makes the parameters
    }
    ops.parameters().forEach((name, p) -> velocities.put(name, torch.zeros_like(p)));
  }

  /** Forward, loss, backward, SGD with momentum; returns the loss. */
  @SuppressWarnings("try") // the scope and the guard act by being open
  public double run() {
    try (PointerScope scope = new PointerScope()) {
      Tensor loss = loss();
      loss.backward();
      try (NoGradGuard guard = new NoGradGuard()) {
        ops.parameters().forEach(this::update);
      }
      return loss.item_double();
    }
  }

  /** Number of trainable elements. */
  public long parameters() {
    return ops.parameters().values().stream().mapToLong(Tensor::numel).sum();
  }

  private Tensor loss() {
    return ops.part(() -> torch.cross_entropy_loss(network.logits(input, images, classes), labels));
  }

  private void update(String name, Tensor parameter) {
    Tensor velocity = velocities.get(name);
    velocity.mul_(new Scalar(MOMENTUM)).add_(parameter.grad());
    parameter.sub_(velocity, new Scalar(RATE));
    parameter.grad().zero_();
  }

  /**
   * Seconds of all convolutions alone, forward and backward.
   *
   * @param shapes in any order; the first has no gradient of its input
   */
  @SuppressWarnings("try")
  public static double convolutionSeconds(List<ConvolutionShape> shapes) {
    double seconds = 0;
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < shapes.size(); i++) {
        seconds += seconds(shapes.get(i), i > 0);
      }
    }
    return seconds;
  }

  @SuppressWarnings("try")
  private static double seconds(ConvolutionShape s, boolean inputGradient) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.rand(s.images(), s.inputChannels(), s.height(), s.width());
      Tensor w = torch.rand(s.outputChannels(), s.inputChannels(), s.kernel(), s.kernel());
      long[] stride = {s.stride(), s.stride()};
      long[] pad = {s.padding(), s.padding()};
      long[] one = {1, 1};
      BoolPointer mask = new BoolPointer(3).put(0, inputGradient).put(1, true).put(2, false);
      long start = 0;
      for (int round = 0; round < 3; round++) { // the first two warm up
        start = System.nanoTime();
        Tensor y = torch.conv2d(x, w, new TensorOptional(), stride, pad, one, 1);
        torch.convolution_backward(
            y, x, w, new LongArrayRefOptional(), stride, pad, one, false, new long[2], 1, mask);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}

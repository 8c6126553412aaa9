package io.cofire.ops.twin;

import io.cofire.ops.tensor.Shape;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Runs a subject with libtorch's autograd. */
final class TorchSide {

  /** Every result by name, and how far the membranes stay from where the mathematics breaks. */
  record Results(Map<String, double[]> values, double margin) {}

  private TorchSide() {}

  @SuppressWarnings("try") // the scope frees what is made within it
  static Results run(Subject subject, Problem problem) {
    torch.set_num_threads(1);
    try (PointerScope scope = new PointerScope()) {
      TorchOps ops = new TorchOps(problem);
      Tensor x = TorchOps.leaf(problem.inputs(), sizes(subject.input()));
      Tensor y = output(subject, ops, x);
      Tensor loss = loss(subject, problem, y);
      loss.backward();
      Map<String, double[]> values = new TreeMap<>();
      values.put("output", read(y));
      values.put("loss", new double[] {loss.item_double()});
      values.put("gradient of the input", read(x.grad()));
      ops.parameters().forEach((name, p) -> values.put("gradient of " + name, read(p.grad())));
      ops.statistics().forEach((name, s) -> values.put("running " + name, read(s)));
      ops.evaluate();
      values.put("output in evaluation", read(output(subject, ops, x)));
      return new Results(values, ops.margin());
    }
  }

  /** Activations have their channels last on our side and first on libtorch's. */
  private static Tensor output(Subject subject, TorchOps ops, Tensor x) {
    Tensor turned = x.dim() == 5 ? x.permute(0, 1, 4, 2, 3) : x;
    Tensor y = subject.torch().forward(ops, turned);
    return y.dim() == 5 ? y.permute(0, 1, 3, 4, 2) : y;
  }

  private static Tensor loss(Subject subject, Problem problem, Tensor y) {
    return switch (subject.goal()) {
      case WEIGHTED_SUM -> {
        float[] weights = problem.upstream((int) y.numel());
        yield y.mul(TorchOps.constant(weights, y.shape())).sum();
      }
      case CROSS_ENTROPY -> {
        int[] labels = problem.labels((int) y.size(0), (int) y.size(1));
        long[] longs = java.util.Arrays.stream(labels).asLongStream().toArray();
        yield torch.cross_entropy_loss(y, Tensor.create(longs, longs.length));
      }
      case SQUARE_ERROR -> {
        int[] labels = problem.labels((int) y.size(0), (int) y.size(1));
        long[] longs = java.util.Arrays.stream(labels).asLongStream().toArray();
        Tensor wanted = torch.one_hot(Tensor.create(longs, longs.length), y.size(1));
        Tensor error = y.sub(wanted.to(torch.ScalarType.Double));
        yield error.mul(error).sum(1).mean();
      }
    };
  }

  private static long[] sizes(Shape shape) {
    return java.util.Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  private static double[] read(Tensor tensor) {
    Tensor flat = tensor.detach().contiguous();
    double[] values = new double[(int) flat.numel()];
    new DoublePointer(flat.data_ptr()).get(values);
    return values;
  }
}

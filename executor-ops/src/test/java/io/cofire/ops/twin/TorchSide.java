package io.cofire.ops.twin;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
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
      case CROSS_ENTROPY -> torch.cross_entropy_loss(y, labels(problem, y));
      case SQUARE_ERROR -> {
        Tensor wanted = torch.one_hot(labels(problem, y), y.size(1));
        Tensor error = y.sub(wanted.to(torch.ScalarType.Double));
        yield error.mul(error).sum(1).mean();
      }
      case MEAN_CROSS_ENTROPY -> torch.cross_entropy_loss(y.mean(0), labels(problem, y));
      case TEMPORAL -> temporal(y, labels(problem, y));
    };
  }

  /** Timestep by timestep, with the smoothed labels written out. */
  private static Tensor temporal(Tensor y, Tensor labels) {
    long classes = y.size(2);
    Tensor wanted = torch.one_hot(labels, classes).to(torch.ScalarType.Double);
    wanted = wanted.mul(new Scalar(1 - Goal.SMOOTHING)).add(new Scalar(Goal.SMOOTHING / classes));
    Tensor sum = torch.zeros(1).to(torch.ScalarType.Double);
    for (long t = 0; t < y.size(0); t++) {
      Tensor logits = y.select(0, t);
      Tensor crossEntropy = wanted.mul(logits.log_softmax(1)).sum(1).mean().neg();
      Tensor error = logits.sub(new Scalar(1.0));
      sum = sum.add(crossEntropy.mul(new Scalar(1 - Goal.LAMBDA)));
      sum = sum.add(error.mul(error).mean().mul(new Scalar(Goal.LAMBDA)));
    }
    return sum.sum().div(new Scalar((double) y.size(0)));
  }

  /** Labels of the samples: the axis before the classes. */
  private static Tensor labels(Problem problem, Tensor y) {
    int[] labels = problem.labels((int) y.size(-2), (int) y.size(-1));
    long[] longs = java.util.Arrays.stream(labels).asLongStream().toArray();
    return Tensor.create(longs, longs.length);
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

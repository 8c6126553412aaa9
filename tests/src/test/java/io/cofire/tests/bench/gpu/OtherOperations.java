package io.cofire.tests.bench.gpu;

import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import io.cofire.ops.tensor.UpdateKernels;
import java.nio.FloatBuffer;
import java.util.Random;

/** Calls the operations that the checked networks do not use. */
final class OtherOperations {

  private static final Shape SHAPE = Shape.of(3, 2, 35, 12); // [T,N,P,C]

  private final Kernels kernels;
  private final Random random = new Random(1);

  private OtherOperations(Kernels kernels) {
    this.kernels = kernels;
  }

  static void run(Kernels kernels) {
    OtherOperations all = new OtherOperations(kernels);
    all.joins();
    all.neuNorm();
    all.pools();
    all.time();
    all.updates();
  }

  private Tensor random(Shape shape) {
    FloatBuffer values = FloatBuffer.allocate(shape.count());
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, random.nextFloat() * 2 - 0.5f);
    }
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().upload(values, tensor);
    return tensor;
  }

  private void joins() {
    JoinKernels joins = kernels.joins();
    Tensor a = random(SHAPE);
    Tensor x = random(SHAPE);
    Tensor g = random(SHAPE);
    Tensor out = random(SHAPE);
    joins.and(a, x, out);
    joins.iand(a, x, out);
    joins.andBackward(a, x, g, out, g);
    joins.iandBackward(a, x, g, out, g);
  }

  private void neuNorm() {
    Tensor s = random(SHAPE);
    Tensor x = random(Shape.of(3, 2, 35));
    for (int own : new int[] {1, SHAPE.size(3)}) {
      Tensor u = random(Shape.of(35, own));
      Tensor y = random(SHAPE);
      kernels.neuNorm().forward(0.9, 0.1, s, u, x, y);
      kernels.neuNorm().backward(0.9, 0.1, u, x, y, y, random(u.shape()));
    }
  }

  private void pools() {
    PoolKernels pools = kernels.pools();
    Tensor x = random(Shape.of(6, 7, 6, 5));
    Tensor y = random(Shape.of(6, 4, 3, 5));
    pools.maximum(x, 3, 2, 1, y);
    pools.maximumBackward(x, y, 3, 2, 1, random(x.shape()));
    pools.average(x, 3, 2, 1, y);
    pools.averageBackward(y, 3, 2, 1, x);
  }

  private void time() {
    TimeKernels time = kernels.time();
    Tensor x = random(SHAPE);
    Tensor one = random(SHAPE.with(0, 1));
    time.mask(x, one, x);
    time.repeatBackward(x, one);
    time.repeat(one, x);
    time.countNonZero(x);
  }

  private void updates() {
    UpdateKernels updates = kernels.updates();
    Shape flat = Shape.of(1003);
    Tensor p = random(flat);
    Tensor g = random(flat);
    updates.adam(
        p, g, random(flat), positive(flat), new AdamStep(0.01f, 0.9f, 0.99f, 1.1f, 1e-8f, 0.02f));
    updates.average(p, g, 0.75f);
    updates.scale(p, 0.5f);
    updates.sumOfSquares(p);
  }

  private Tensor positive(Shape shape) {
    Tensor tensor = kernels.memory().allocate(shape);
    kernels.memory().fill(tensor, 0.25f);
    return tensor;
  }
}

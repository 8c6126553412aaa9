package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.fused.CompiledKernels;
import io.cofire.ops.neuron.Dynamics;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the fused kernels compute element by element has the bits of engine nd4j's loops in Java,
 * wherever its elements lie.
 */
class FusedBitsTest {

  private static final Shape SHAPE = Shape.of(4, 3, 4, 5, 8);

  @BeforeAll
  static void needACompiler() {
    CompiledKernels.require();
  }

  @Test
  void aTrainingStepsOperationsHaveTheBitsOfThoseInJava() {
    List<float[]> expected = run("nd4j", 0);
    assertSame(run("reference-fused", 0), expected);
  }

  /** An odd address takes one element at a time where the others take four. */
  @Test
  void anAddressThatIsNotAlignedChangesNoBit() {
    List<float[]> expected = run("reference-fused", 0);
    assertSame(run("reference-fused", 1), expected);
    assertSame(run("reference-fused", 3), expected);
  }

  private static void assertSame(List<float[]> found, List<float[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("result " + i).isEqualTo(expected.get(i));
    }
  }

  /** Every tensor is a slice that begins so many floats behind an allocation's start. */
  private static List<float[]> run(String engine, int offset) {
    List<float[]> results = new ArrayList<>();
    try (Workbench bench = new Workbench(engine, "bits")) {
      Bits bits = new Bits(bench, offset, results);
      NeuronContract.dynamics().forEach(bits::neurons);
      bits.norms();
      bits.joins();
      bits.updates();
      bits.time();
      bits.pools();
    }
    return results;
  }

  private record Bits(Workbench bench, int offset, List<float[]> results) {

    private Tensor random(Shape shape) {
      Tensor whole = bench.put(new float[shape.count() + offset], Shape.of(shape.count() + offset));
      Tensor part = whole.slice(offset, shape);
      float[] values = new float[shape.count()];
      Random random = new Random(values.length + results.size());
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() * 2 - 0.5f;
      }
      bench.kernels.memory().upload(FloatBuffer.wrap(values), part);
      return part;
    }

    private void keep(Tensor... tensors) {
      for (Tensor tensor : tensors) {
        results.add(bench.take(tensor));
      }
    }

    private void neurons(Dynamics dynamics) {
      NeuronKernels neurons = bench.kernels.neurons();
      Tensor x = random(SHAPE);
      Tensor h = random(SHAPE);
      Tensor s = random(SHAPE);
      neurons.forward(dynamics, x, h, s);
      Tensor gx = random(SHAPE);
      neurons.backward(dynamics, h, gx, gx);
      keep(h, s, gx);
    }

    private void norms() {
      Shape rows = SHAPE.rows();
      float[] p = {0.5f, 2, -1, 0.1f, 7, 0.3f, 1, 0};
      float[] q = {1, 0.2f, 0.7f, -3, 0.5f, 1, 0, 2};
      Tensor x = random(rows);
      Tensor y = random(rows);
      bench.kernels.norms().affine(x, p, q, y);
      Tensor gx = random(rows);
      bench.kernels.norms().inputGradient(x, gx, p, q, p, gx);
      keep(y, gx);
    }

    private void joins() {
      JoinKernels joins = bench.kernels.joins();
      Tensor a = random(SHAPE);
      Tensor x = random(SHAPE);
      Tensor out = random(SHAPE);
      joins.add(a, x, out);
      keep(out);
      joins.and(a, x, out);
      keep(out);
      joins.iand(a, x, out);
      Tensor ga = random(SHAPE);
      Tensor gx = random(SHAPE);
      joins.andBackward(a, x, gx, ga, gx);
      keep(out, ga, gx);
      joins.iandBackward(a, x, gx, ga, gx);
      keep(ga, gx);
    }

    private void updates() {
      Shape flat = Shape.of(1004);
      UpdateKernels updates = bench.kernels.updates();
      Tensor p = random(flat);
      Tensor g = random(flat);
      Tensor m = random(flat);
      Tensor v = random(flat);
      updates.momentum(p, g, m, 0.1f, 0.9f, 0.01f);
      updates.scale(v, 0.3f);
      updates.average(g, p, 0.75f);
      updates.adam(p, g, m, v, new AdamStep(0.01f, 0.9f, 0.999f, 1.1f, 1e-8f, 0.02f));
      keep(p, g, m);
    }

    private void time() {
      TimeKernels time = bench.kernels.time();
      Shape one = SHAPE.with(0, 1);
      Tensor x = random(SHAPE);
      Tensor mask = random(one);
      Tensor sum = random(one);
      time.repeatBackward(x, sum);
      keep(sum);
      time.mask(x, mask, x);
      keep(x);
      time.repeat(mask, x);
      keep(x);
    }

    private void pools() {
      Shape in = Shape.of(2, 7, 6, 5);
      Shape out = Shape.of(2, 4, 3, 5);
      PoolKernels pools = bench.kernels.pools();
      Tensor x = random(in);
      Tensor y = random(out);
      pools.maximum(x, 3, 2, 1, y);
      Tensor gx = random(in);
      pools.maximumBackward(x, y, 3, 2, 1, gx);
      keep(y, gx);
      pools.average(x, 3, 2, 1, y);
      pools.averageBackward(y, 3, 2, 1, gx);
      keep(y, gx);
    }
  }
}

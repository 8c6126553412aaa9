package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Allocation, transfer, views and slices. */
interface MemoryContract extends EngineContract {

  @Test
  default void newTensorsAreZeroAndAccountedFor() {
    try (Workbench bench = new Workbench(engine(), "memory")) {
      Memory memory = bench.kernels.memory();
      Tensor first = memory.allocate(Shape.of(3, 700));
      long one = memory.allocatedBytes();
      assertThat(one).isGreaterThanOrEqualTo(4L * 2100);
      assertThat(bench.take(first)).containsOnly(0f);
      Tensor second = memory.allocate(Shape.of(3, 700));
      assertThat(memory.allocatedBytes()).isEqualTo(2 * one);
      memory.free(second);
      memory.free(first);
      assertThat(memory.allocatedBytes()).isZero();
    }
  }

  @Test
  default void viewsAndSlicesShareTheStorage() {
    try (Workbench bench = new Workbench(engine(), "views")) {
      Tensor flat = bench.put(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, Shape.of(8));
      Tensor middle = flat.slice(2, Shape.of(2, 2));
      assertThat(bench.take(middle)).containsExactly(2, 3, 4, 5);
      Tensor inner = middle.view(Shape.of(4)).slice(1, Shape.of(2));
      bench.kernels.memory().fill(inner, 9);
      assertThat(bench.take(flat)).containsExactly(0, 1, 2, 9, 9, 5, 6, 7);
      bench.kernels.memory().copy(flat.slice(0, Shape.of(2)), inner);
      assertThat(bench.take(flat)).containsExactly(0, 1, 2, 0, 1, 5, 6, 7);
    }
  }

  @Test
  default void operationsWorkOnSlicesOfAFlatVector() {
    ConvolutionShape shape = new ConvolutionShape(2, 3, 6, 6, 4, 3, 1, 1);
    try (Workbench bench = new Workbench(engine(), "slices")) {
      float[] w = bench.uniform(shape.weight(), -1, 1);
      float[] x = bench.uniform(shape.input(), -1, 1);
      Tensor flat = bench.room(Shape.of(200));
      Tensor slice = flat.slice(37, shape.weight());
      bench.kernels.memory().upload(FloatBuffer.wrap(w), slice);
      Convolution convolution = bench.kernels.convolution(shape);
      Tensor in = bench.put(x, shape.input());
      Tensor apart = bench.room(shape.output());
      Tensor sliced = bench.room(shape.output());
      convolution.forward(in, bench.put(w, shape.weight()), apart);
      convolution.forward(in, slice, sliced);
      assertThat(bench.take(sliced)).isEqualTo(bench.take(apart));
    }
  }

  @Test
  default void viewsAndSlicesThatDoNotFitAreErrors() {
    try (Workbench bench = new Workbench(engine(), "misfits")) {
      Tensor flat = bench.room(Shape.of(8));
      assertThatThrownBy(() -> flat.view(Shape.of(9)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot view [8] as [9]");
      assertThatThrownBy(() -> flat.slice(5, Shape.of(4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot slice [4] at 5 out of [8]");
    }
  }

  @Test
  default void transfersLeaveTheBuffersPositionAlone() {
    try (Workbench bench = new Workbench(engine(), "transfers")) {
      Memory memory = bench.kernels.memory();
      FloatBuffer direct =
          ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder()).asFloatBuffer();
      direct.put(new float[] {1, 2, 3, 4, 5, 6}).position(2);
      Tensor tensor = memory.allocate(Shape.of(4));
      memory.upload(direct, tensor);
      assertThat(direct.position()).isEqualTo(2);
      assertThat(bench.take(tensor)).containsExactly(3, 4, 5, 6);
      direct.position(1);
      memory.download(tensor, direct);
      assertThat(direct.position()).isEqualTo(1);
      float[] all = new float[6];
      direct.get(0, all);
      assertThat(all).containsExactly(1, 3, 4, 5, 6, 6);
      assertThatThrownBy(() -> memory.upload(FloatBuffer.allocate(3), tensor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot upload 3 floats into [4]");
    }
  }
}

package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for an engine that is used step after step, on several threads. */
class EngineRunTest {

  /** The process is measured with its heap; one lost activation a step would be 66 MB. */
  private static final long SLACK_BYTES = 40L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "nd4j-composed", "libtorch"})
  void twoRankThreadsGiveTheBitsThatEachGivesAlone(String engine) throws Exception {
    float[] alone = train(engine, 12);
    assertThat(alone).doesNotContain(Float.NaN);
    assertThat(train(engine, 12)).isEqualTo(alone);
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> ranks = new ArrayList<>();
      for (int rank = 0; rank < 2; rank++) {
        ranks.add(
            threads.submit(
                () -> {
                  together.await(Patience.SECONDS, TimeUnit.SECONDS);
                  return train(engine, 12);
                }));
      }
      for (Future<float[]> rank : ranks) {
        assertThat(rank.get(Patience.SECONDS, TimeUnit.SECONDS)).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static float[] train(String engine, int steps) {
    try (OneStep step = new OneStep(engine)) {
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      return step.parameters();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "nd4j-composed", "libtorch"})
  void memoryStaysFlatOverManySteps(String engine) {
    try (OneStep step = new OneStep(engine)) {
      for (int i = 0; i < 30; i++) {
        step.run();
      }
      long allocated = step.kernels.memory().allocatedBytes();
      long physical = Pointer.physicalBytes();
      long tracked = Pointer.totalBytes();
      for (int i = 0; i < 200; i++) {
        step.run();
      }
      assertThat(step.kernels.memory().allocatedBytes()).isEqualTo(allocated);
      assertThat(Pointer.totalBytes() - tracked).isLessThanOrEqualTo(1 << 20);
      assertThat(Pointer.physicalBytes() - physical).isLessThanOrEqualTo(SLACK_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "nd4j-composed", "libtorch"})
  void aClosedEngineHasGivenItsMemoryBack(String engine) {
    OneStep step = new OneStep(engine);
    step.run();
    long open = step.kernels.memory().allocatedBytes();
    step.close();
    assertThat(open).isPositive();
    assertThat(step.kernels.memory().allocatedBytes()).isZero();
  }
}

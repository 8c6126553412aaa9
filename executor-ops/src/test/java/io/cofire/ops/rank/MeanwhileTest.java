package io.cofire.ops.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What ranks compute while statistics are on their way. That the bits stay is in {@link
 * GradientBucketsTest}; here is the order of what they send, on which all ranks have to agree.
 */
class MeanwhileTest {

  private static final int SAMPLES = 4;
  private static final int BUCKET_FLOATS = 1; // each parameter leaves alone

  @ParameterizedTest
  @EnumSource(Block.class)
  void weightsAreDoneBehindTheNextNormsSums(Block block) throws Exception {
    List<String> calls = calls("nd4j", block, BUCKET_FLOATS);
    String weight = "gradients from stage1.block1.conv2.weight";
    int sent = at(calls, weight);
    assertThat(at(calls, "stage1.block1.norm2.gradientSums"))
        .isLessThan(at(calls, "stage1.block1.norm1.gradientSums"))
        .isLessThan(sent);
    assertThat(at(calls, "stage1.block1.norm1.gradientSums")).isLessThan(sent);
  }

  @ParameterizedTest
  @CsvSource({"TDBN,stage1.block1", "TDBN,stage2.block1", "MS,stage2.block1"})
  void aShortcutsStatisticsAreSentForBeforeTheBodys(Block block, String path) throws Exception {
    List<String> calls = calls("nd4j", block, BUCKET_FLOATS);
    assertThat(at(calls, path + ".shortcut.norm.moments"))
        .isLessThan(at(calls, path + ".norm1.moments"));
  }

  @Test
  void withoutOthersNothingIsPutOff() throws Exception {
    List<String> calls = calls("nd4j", Block.TDBN, Integer.MAX_VALUE);
    assertThat(at(calls, "stage1.block1.shortcut.norm.moments"))
        .isGreaterThan(at(calls, "stage1.block1.norm2.moments"));
  }

  /** The reference engine's convolutions have both gradients in one operation. */
  @ParameterizedTest
  @EnumSource(Block.class)
  void enginesThatDifferKeepTheSameOrder(Block block) throws Exception {
    assertThat(calls("reference", block, BUCKET_FLOATS))
        .isEqualTo(calls("nd4j", block, BUCKET_FLOATS));
  }

  private static int at(List<String> calls, String name) {
    int at = 0;
    while (at < calls.size() && !calls.get(at).startsWith(name)) {
      at++;
    }
    assertThat(at).as(name).isLessThan(calls.size());
    return at;
  }

  /** What rank 0 calls in a step. */
  private static List<String> calls(String engine, Block block, int least) throws Exception {
    List<List<String>> calls = new ArrayList<>();
    RankThreads.run(
        2,
        collective -> {
          Postponing late = new Postponing(collective, least);
          int mine = SAMPLES / 2;
          int from = collective.rank() * mine;
          try (Kernels kernels = Engines.open(engine, Device.CPU);
              RankTrainer trainer = new RankTrainer(kernels, TinyTask.config(block, mine), late)) {
            trainer.step(TinyTask.batch(from, from + mine), SAMPLES);
          }
          synchronized (calls) {
            calls.add(late.calls());
          }
          return 0;
        });
    assertThat(calls.get(1)).isEqualTo(calls.get(0));
    return calls.get(0);
  }
}

package io.cofire.ops.twin;

import io.cofire.ops.fused.CompiledKernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One block of each family on the fused kernels, norms and neurons at once, against autograd. */
class FusedTwinTest {

  @BeforeAll
  static void needACompiler() {
    CompiledKernels.require();
  }

  /** T = 5, other channels and a stride of 2: every branch of a block. */
  static Stream<Subject> blocks() {
    return BlockTwinTest.blocks()
        .filter(subject -> subject.input().size(0) == 5)
        .filter(subject -> subject.name().endsWith("stride 2"))
        .filter(subject -> !subject.name().contains("BOTTLENECK"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aBlockAgreesWithAutogradOnOneRankAndOnTwo(Subject block) throws Exception {
    Agreement.require(block, List.of("reference-fused"), new int[] {4}, new int[] {1, 3});
  }
}

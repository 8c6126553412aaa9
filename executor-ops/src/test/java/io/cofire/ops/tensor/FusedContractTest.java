package io.cofire.ops.tensor;

import io.cofire.ops.fused.CompiledKernels;
import org.junit.jupiter.api.BeforeAll;

/** What GPUs run, compiled for the processor; its convolutions are the reference's. */
class FusedContractTest
    implements ConvolutionContract,
        LinearContract,
        NormContract,
        NormNeuronContract,
        NeuNormContract,
        NeuronContract,
        PoolContract,
        JoinContract,
        TimeContract,
        UpdateContract,
        MemoryContract {

  @BeforeAll
  static void needACompiler() {
    CompiledKernels.require();
  }

  @Override
  public String engine() {
    return "reference-fused";
  }
}

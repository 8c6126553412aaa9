package io.cofire.ops.tensor;

class ReferenceContractTest
    implements ConvolutionContract,
        LinearContract,
        NormContract,
        NeuNormContract,
        NeuronContract,
        PoolContract,
        JoinContract,
        TimeContract,
        UpdateContract,
        MemoryContract {

  @Override
  public String engine() {
    return "reference";
  }
}

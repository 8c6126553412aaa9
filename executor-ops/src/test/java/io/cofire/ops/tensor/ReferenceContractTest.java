package io.cofire.ops.tensor;

class ReferenceContractTest
    implements ConvolutionContract,
        LinearContract,
        NormContract,
        NeuronContract,
        PoolContract,
        JoinContract,
        UpdateContract,
        MemoryContract {

  @Override
  public String engine() {
    return "reference";
  }
}

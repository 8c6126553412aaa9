package io.cofire.ops.tensor;

class Nd4jContractTest
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
    return "nd4j";
  }
}

package io.cofire.ops.tensor;

class Nd4jContractTest
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

  @Override
  public String engine() {
    return "nd4j";
  }
}

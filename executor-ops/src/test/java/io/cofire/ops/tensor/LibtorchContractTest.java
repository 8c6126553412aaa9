package io.cofire.ops.tensor;

class LibtorchContractTest
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
    return "libtorch";
  }
}

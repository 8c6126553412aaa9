package io.cofire.ops.tensor;

class LibtorchContractTest
    implements ConvolutionContract,
        LinearContract,
        NormContract,
        NeuNormContract,
        NeuronContract,
        PoolContract,
        JoinContract,
        UpdateContract,
        MemoryContract {

  @Override
  public String engine() {
    return "libtorch";
  }
}

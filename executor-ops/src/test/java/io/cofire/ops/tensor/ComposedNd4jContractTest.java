package io.cofire.ops.tensor;

/** What ND4J runs where its arrays lie on a GPU. */
class ComposedNd4jContractTest
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
    return "nd4j-composed";
  }
}

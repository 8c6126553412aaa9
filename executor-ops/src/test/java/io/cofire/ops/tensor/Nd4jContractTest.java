package io.cofire.ops.tensor;

class Nd4jContractTest implements ConvolutionContract, LinearContract, NormContract {

  @Override
  public String engine() {
    return "nd4j";
  }
}

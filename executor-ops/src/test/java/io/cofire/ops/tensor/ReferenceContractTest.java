package io.cofire.ops.tensor;

class ReferenceContractTest implements ConvolutionContract, LinearContract, NormContract {

  @Override
  public String engine() {
    return "reference";
  }
}

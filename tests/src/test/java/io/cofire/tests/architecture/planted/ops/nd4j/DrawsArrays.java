package io.cofire.tests.architecture.planted.ops.nd4j;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class DrawsArrays {

  private DrawsArrays() {}

  @Breaks(Wall.NO_HIDDEN_SOURCE_OF_CHANCE)
  static INDArray drawn() {
    return Nd4j.rand(2, 2);
  }
}

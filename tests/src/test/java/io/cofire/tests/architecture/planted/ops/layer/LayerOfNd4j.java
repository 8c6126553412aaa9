package io.cofire.tests.architecture.planted.ops.layer;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.nd4j.linalg.api.ndarray.INDArray;

@Breaks(Wall.ND4J_STAYS_IN_ITS_ENGINE_AND_AVERAGING)
record LayerOfNd4j(INDArray array) {}

package io.cofire.tests.architecture.planted.ops.layer;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.bytedeco.pytorch.Tensor;

@Breaks(Wall.LIBTORCH_STAYS_IN_ITS_ENGINE)
record LayerOfLibtorch(Tensor tensor) {}

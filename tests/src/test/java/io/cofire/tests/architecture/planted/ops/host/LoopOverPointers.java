package io.cofire.tests.architecture.planted.ops.host;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.bytedeco.javacpp.Pointer;

@Breaks(Wall.SHARED_KERNELS_NAME_NO_TENSOR_LIBRARY)
record LoopOverPointers(Pointer memory) {}

package io.cofire.tests.architecture.planted.ops.layer;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.bytedeco.dnnl.memory;

@Breaks(Wall.ONEDNN_STAYS_IN_ITS_ROOM)
record LayerOfOneDnn(memory held) {}

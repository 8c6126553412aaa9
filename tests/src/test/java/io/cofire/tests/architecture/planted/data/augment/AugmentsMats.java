package io.cofire.tests.architecture.planted.data.augment;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.bytedeco.opencv.opencv_core.Mat;

@Breaks(Wall.OPENCV_STAYS_IN_ITS_ROOM)
record AugmentsMats(Mat mat) {}

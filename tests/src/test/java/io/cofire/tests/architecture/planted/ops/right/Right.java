package io.cofire.tests.architecture.planted.ops.right;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.ops.left.Left;

@Breaks(Wall.ROOMS_OF_OPS_HAVE_NO_CIRCLES)
public record Right(Left next) {}

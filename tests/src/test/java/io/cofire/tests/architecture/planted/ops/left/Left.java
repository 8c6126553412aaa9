package io.cofire.tests.architecture.planted.ops.left;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.ops.right.Right;

@Breaks(Wall.ROOMS_OF_OPS_HAVE_NO_CIRCLES)
public record Left(Right next) {}

package io.cofire.tests.architecture.planted.data.right;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.data.left.Left;

@Breaks(Wall.ROOMS_OF_DATA_HAVE_NO_CIRCLES)
public record Right(Left next) {}

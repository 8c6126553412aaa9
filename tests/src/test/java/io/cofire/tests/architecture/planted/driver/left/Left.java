package io.cofire.tests.architecture.planted.driver.left;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.driver.right.Right;

@Breaks(Wall.ROOMS_OF_DRIVER_HAVE_NO_CIRCLES)
public record Left(Right next) {}

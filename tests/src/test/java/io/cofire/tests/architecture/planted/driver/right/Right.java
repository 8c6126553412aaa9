package io.cofire.tests.architecture.planted.driver.right;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.driver.left.Left;

@Breaks(Wall.ROOMS_OF_DRIVER_HAVE_NO_CIRCLES)
public record Right(Left next) {}

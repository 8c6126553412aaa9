package io.cofire.data.simulate;

/**
 * Where a figure is at one moment.
 *
 * @param x column of its centre in pixels
 * @param y row of its centre in pixels, downwards
 * @param scale size against its drawn size
 * @param angle turn in radians, clockwise on the screen
 */
record Pose(double x, double y, double scale, double angle) {}

package io.cofire.tests.architecture.planted.data.simulate;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.driver.cluster.Job;

@Breaks(Wall.MODULES_POINT_ONE_WAY)
record EndsInTheDriver(Job job) {}

package io.cofire.tests.architecture.planted.driver.averaging;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import io.cofire.tests.architecture.planted.driver.cluster.Job;

@Breaks(Wall.WHAT_A_RUN_SAYS_IS_READ_WITHOUT_ITS_JOBS)
record AveragingOfAJob(Job job) {}

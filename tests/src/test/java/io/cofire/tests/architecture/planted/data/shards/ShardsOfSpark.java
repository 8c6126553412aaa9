package io.cofire.tests.architecture.planted.data.shards;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import org.apache.spark.SparkConf;

@Breaks(Wall.SPARK_STAYS_IN_ITS_ROOMS)
record ShardsOfSpark(SparkConf conf) {}

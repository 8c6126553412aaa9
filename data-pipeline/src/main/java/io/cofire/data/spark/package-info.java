/**
 * Preparation as a Spark job: a data set's folder in, a set of shards out, by {@link
 * io.cofire.data.spark.PrepareJob}. The driver and the command line call it; it is the only room of
 * this module that imports Spark. It never lets the number of executors change a byte of what it
 * writes.
 */
package io.cofire.data.spark;

/**
 * The training mode {@code sync: averaging}: Deeplearning4j Spark drives our network, wrapped as
 * one of its layers, and averages the workers' parameters. The command line calls {@link
 * io.cofire.driver.averaging.AveragingJob}. It never sends training data through the driver and
 * never adds in another order than that of the workers.
 */
package io.cofire.driver.averaging;

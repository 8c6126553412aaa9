/**
 * Training and evaluation as Spark jobs: the barrier stage, the collective over Spark's own network
 * layer, and the restart from checkpoints. The command line calls {@link
 * io.cofire.driver.cluster.TrainingJob} and {@link io.cofire.driver.cluster.EvaluationJob}. It
 * never deserialises Java objects from a socket and never sends tensors through the driver.
 */
package io.cofire.driver.cluster;

/**
 * Training and evaluation as Spark jobs: the barrier stage, its ranks joined by {@link
 * io.cofire.driver.exchange.Exchange}, and the restart from checkpoints. The command line calls
 * {@link io.cofire.driver.cluster.TrainingJob} and {@link io.cofire.driver.cluster.EvaluationJob}.
 * It never deserialises Java objects from a socket and never sends tensors through the driver.
 */
package io.cofire.driver.cluster;

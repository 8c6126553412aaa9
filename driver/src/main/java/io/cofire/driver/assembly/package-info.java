/**
 * What a training is made of, the same for {@code sync: step} and {@code sync: averaging}: a recipe
 * and its prepared data become a plan that fits, samples, minibatches and a trainer's
 * configuration; and the places where ranks or workers run. Both jobs and the command line enter
 * it. It never starts a Spark job and never knows how workers exchange.
 */
package io.cofire.driver.assembly;

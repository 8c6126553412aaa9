/**
 * Spark ML's estimator and model of a spiking network: a DataFrame of recordings or images becomes
 * shards and a run, and the run's network scores the rows of others. Users of Spark call it from
 * Java, Scala and Python. It never reads a recording, trains or scores by code of its own.
 */
package io.cofire.driver.ml;

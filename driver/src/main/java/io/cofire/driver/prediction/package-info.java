/**
 * Which class new recordings and images are, by a trained run: a Spark job over many files, or one
 * file at a time in a process that is warm. The commands call it. It never needs labels, never
 * trains and never changes the run that it reads.
 */
package io.cofire.driver.prediction;

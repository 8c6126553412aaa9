/**
 * Weights on their way between runs: what a training starts from, and what a run hands out. The
 * commands call it. It never trains and never changes the run that it reads.
 */
package io.cofire.driver.weights;

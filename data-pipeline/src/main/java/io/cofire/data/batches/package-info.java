/**
 * From prepared samples to minibatches: the pure plan of which samples make which batch, and the
 * buffers that carry them. Ranks and evaluation call it. It never draws a random number that its
 * key does not determine.
 */
package io.cofire.data.batches;

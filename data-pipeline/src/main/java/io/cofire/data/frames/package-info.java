/**
 * Framing: the pure step from events to counts, by {@link io.cofire.data.frames.Binning} into
 * windows of time and by {@link io.cofire.data.frames.Framing} into a minibatch buffer. Batches,
 * inspection and tests may call it. It never reads a file, draws a number or clips a count.
 */
package io.cofire.data.frames;

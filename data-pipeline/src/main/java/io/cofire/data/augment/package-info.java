/**
 * Augmentation of event recordings and their frames: pure functions of events, timesteps or labels
 * and an explicit key. Batches call it for the training split. It never draws what its key does not
 * determine and never changes its input.
 */
package io.cofire.data.augment;

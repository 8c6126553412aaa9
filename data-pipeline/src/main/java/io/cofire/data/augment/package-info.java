/**
 * Augmentation of event recordings: pure functions of events and an explicit key. Batches call it
 * for the training split. It never draws what its key does not determine and never changes its
 * input.
 */
package io.cofire.data.augment;

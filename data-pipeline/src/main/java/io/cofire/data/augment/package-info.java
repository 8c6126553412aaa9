/**
 * Augmentation of event recordings, their frames and of images: pure functions of their input and
 * an explicit key. Batches call it for the training split. It never draws what its key does not
 * determine, and changes nothing but the picture that it is given for that.
 */
package io.cofire.data.augment;

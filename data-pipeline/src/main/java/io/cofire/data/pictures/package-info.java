/**
 * Pictures of 8 bits a value: decoding, crops, resizing and normalisation. Batches read training
 * images with it, augmentations change what it has read. It never keeps a picture, and the same
 * bytes and key always give the same pixels.
 */
package io.cofire.data.pictures;

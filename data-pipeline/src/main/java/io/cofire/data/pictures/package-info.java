/**
 * Pictures of 8 bits a value: decoding, crops, resizing and normalisation. Batches read training
 * images with it, preparing makes them smaller and simulating films them. It never keeps a picture,
 * and the same bytes and key always give the same pixels.
 */
package io.cofire.data.pictures;

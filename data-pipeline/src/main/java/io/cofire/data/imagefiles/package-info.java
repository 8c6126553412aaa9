/**
 * Labelled images as they lie on disk: which files a data set has, their classes and splits, and
 * the bytes of each image, checked for being whole. Preparing and simulating call it. It never
 * decodes a picture.
 */
package io.cofire.data.imagefiles;

/**
 * Labelled images as people have them: {@link io.cofire.data.images.ImageSet} opens MNIST's IDX,
 * CIFAR's binary files and folders of pictures for the simulator, {@link
 * io.cofire.data.images.PixelReader} passes through the first two for the prepare job, and {@link
 * io.cofire.data.images.FileCheck} tells a whole picture from a part of one. The simulator, the
 * preparation and the command line call it. It never writes.
 */
package io.cofire.data.images;

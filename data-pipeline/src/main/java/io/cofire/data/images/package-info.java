/**
 * Labelled images as people have them: {@link io.cofire.data.images.ImageSet} opens MNIST's IDX,
 * CIFAR's binary files and folders of pictures. The simulator and the command line call it. It
 * never writes, and gives brightness alone.
 */
package io.cofire.data.images;

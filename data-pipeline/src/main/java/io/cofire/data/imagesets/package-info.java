/**
 * How public image data sets lie on disk: each {@link io.cofire.data.imagesets.ImageLayout} turns a
 * tree of files into labelled, split sources of images in a stable order, and each source reads its
 * images one after the other. The prepare job calls it. It never decodes an image and never touches
 * a file system but through {@link io.cofire.data.datasets.FileTree}.
 */
package io.cofire.data.imagesets;

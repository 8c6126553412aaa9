/**
 * How public data sets lie on disk: each {@link io.cofire.data.datasets.DatasetLayout} turns a tree
 * of files into labelled, split recordings in a stable order. The prepare job calls it. It never
 * opens a recording and never touches a file system but through {@link
 * io.cofire.data.files.FileTree}.
 */
package io.cofire.data.datasets;

package io.cofire.data.datasets;

/**
 * One labelled recording of a data set.
 *
 * @param path path below the data set's folder, with '/'
 * @param bytes length of the file
 * @param label class, an index into the data set's classes
 */
public record RecordingEntry(String path, long bytes, int label) {}

package io.cofire.data.shards;

import io.cofire.data.events.EventStream;

/**
 * One labelled recording.
 *
 * @param id where it came from: the path below the data set's folder, with '/'
 * @param label class, an index into the manifest's classes
 * @param events its events in the order of the file
 */
public record Sample(String id, int label, EventStream events) {}

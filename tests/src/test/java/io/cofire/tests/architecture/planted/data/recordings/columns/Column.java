package io.cofire.tests.architecture.planted.data.recordings.columns;

/** A type of one family. */
public record Column() {}

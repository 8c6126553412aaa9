package io.cofire.tests.architecture.planted.data.recordings;

/** The list of all formats. */
public record AllFormats() {}

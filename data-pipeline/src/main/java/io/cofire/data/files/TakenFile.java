package io.cofire.data.files;

import java.util.OptionalInt;

/**
 * A file out of which samples are taken.
 *
 * @param path path below the root, with '/'
 * @param label class of all its samples; empty where it may have several
 */
public record TakenFile(String path, OptionalInt label) {}

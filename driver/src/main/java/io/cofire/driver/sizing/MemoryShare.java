package io.cofire.driver.sizing;

/**
 * A part of a process's memory.
 *
 * @param what what lies there
 * @param bytes how much at most
 */
public record MemoryShare(String what, long bytes) {}

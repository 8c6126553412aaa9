package io.cofire.data.augment;

/**
 * When a sample is trained on; with the seed it decides every choice, whatever the number of ranks.
 *
 * @param epoch from 0
 * @param step step in the epoch, from 0
 * @param sample index in its split
 */
public record Occasion(int epoch, int step, int sample) {}

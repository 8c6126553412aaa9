package io.cofire.ops.network;

/**
 * The norms' running means and variances: one flat vector on the host, shared with the norms, the
 * same on every rank because ranks merge their statistics.
 *
 * @param layout names and places: {@code stage1.block1.norm1.mean} and {@code ....variance}
 * @param values the numbers; norms read and write them in place
 */
public record RunningStatistics(Layout layout, float[] values) {}

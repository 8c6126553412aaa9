package io.cofire.ops.rank;

/**
 * Where the time of one rank's step went, in nanoseconds.
 *
 * @param forward forward and loss, without the exchange of statistics inside it
 * @param backward without the exchange of statistics inside it
 * @param statistics in the exchange of norms' statistics, forward and backward, waiting for the
 *     other ranks included
 * @param gradients in the sum of the gradients over the ranks, waiting included; what is sent while
 *     the backward runs costs nothing here
 * @param update the optimizer's
 */
public record StepTimes(
    long forward, long backward, long statistics, long gradients, long update) {}

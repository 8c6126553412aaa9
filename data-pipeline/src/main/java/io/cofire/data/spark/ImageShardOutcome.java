package io.cofire.data.spark;

/**
 * What became of a shard of images, and where its unit goes on.
 *
 * @param shard what became of it
 * @param next where in the source the next shard begins
 * @param last whether the source ended with this shard
 */
record ImageShardOutcome(ShardOutcome shard, long next, boolean last) {}

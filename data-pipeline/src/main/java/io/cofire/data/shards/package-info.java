/**
 * Prepared data on disk: Parquet shards of events or images and the manifest that names, counts and
 * hashes them, through any Hadoop file system; {@code SHARD_FORMAT.md} is the specification. The
 * prepare job writes, minibatches and reports read. It never takes a file for whole that its
 * manifest does not vouch for.
 */
package io.cofire.data.shards;

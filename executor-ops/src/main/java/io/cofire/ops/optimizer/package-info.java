/**
 * Optimizers over flat vectors: a configuration, a state of named vectors, one update. The rank's
 * step calls it. It never sees layers.
 */
package io.cofire.ops.optimizer;

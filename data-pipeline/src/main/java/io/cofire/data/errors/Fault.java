package io.cofire.data.errors;

/** Whose turn it is after a failure, which the exit code says. */
public enum Fault {
  /** The command, the recipe or a value in it has to be changed. */
  USAGE,
  /** Recordings, images, shards or a checkpoint are not what they should be. */
  DATA,
  /** A file system, the cluster or a machine failed. */
  STORAGE,
  /** The training left the finite numbers. */
  DIVERGENCE,
  /** A fault of Cofire itself. */
  OURS
}

package io.cofire.data.spark;

import io.cofire.data.shards.Manifest;

/**
 * What a preparation ended with.
 *
 * @param manifest what the output holds
 * @param outcome how it came to be
 */
public record PrepareResult(Manifest manifest, Outcome outcome) {

  /** How the output came to be. */
  public enum Outcome {
    /** Made by this run. */
    PREPARED,
    /** Finished by this run with shards that an interrupted one had made. */
    RESUMED,
    /** There already, of the same input: nothing was done. */
    ALREADY_PREPARED
  }
}

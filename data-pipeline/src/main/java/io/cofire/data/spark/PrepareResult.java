package io.cofire.data.spark;

import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.Manifest;
import java.util.List;

/**
 * What a preparation ended with.
 *
 * @param manifest what the output holds
 * @param outcome how it came to be
 * @param passedOver what was listed in the input and is not taken, by reason
 * @param medians of splits of recordings that this run has made
 */
public record PrepareResult(
    Manifest manifest, Outcome outcome, List<PassedOver> passedOver, List<SampleMedians> medians) {

  /** Copies the lists. */
  public PrepareResult {
    passedOver = List.copyOf(passedOver);
    medians = List.copyOf(medians);
  }

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

package io.cofire.data.batches;

import io.cofire.data.config.Default;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.View;

/**
 * How images become a network's input.
 *
 * @param training what is seen of an image that is trained on
 * @param scoring what is seen of an image that is scored
 * @param normalisation what their values become
 */
public record ImageInput(
    @Default("whole") View training,
    @Default("whole") View scoring,
    @Default("unit") Normalisation normalisation) {

  /** Images as they are, values of 0 to 1. */
  public static final ImageInput PLAIN =
      new ImageInput(new View.Whole(), new View.Whole(), new Normalisation.Unit());
}

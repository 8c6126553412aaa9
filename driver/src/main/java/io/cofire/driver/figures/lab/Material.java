package io.cofire.driver.figures.lab;

import io.cofire.data.random.Key;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Where samples come from.
 *
 * @param images prepared images; drawn ones without
 * @param recordings prepared recordings; simulated ones without
 */
public record Material(Optional<PreparedSamples> images, Optional<PreparedSamples> recordings) {

  /** Drawn images and simulated recordings. */
  public static final Material DRAWN = new Material(Optional.empty(), Optional.empty());

  /**
   * Prepared folders where they are named.
   *
   * @throws io.cofire.data.shards.ShardException if a folder holds no prepared data
   * @throws io.cofire.data.errors.InvalidValue if a folder holds recordings for images, or images
   *     for recordings, whether a figure reads them or not
   */
  public static Material open(
      Optional<String> images, Optional<String> recordings, Configuration hadoop) {
    return new Material(
        images.map(folder -> PreparedSamples.open(SampleKind.IMAGES, folder, hadoop)),
        recordings.map(folder -> PreparedSamples.open(SampleKind.RECORDINGS, folder, hadoop)));
  }

  /** Whether prepared ones are given. */
  public boolean given(SampleKind samples) {
    return switch (samples) {
      case IMAGES -> images.isPresent();
      case RECORDINGS -> recordings.isPresent();
    };
  }

  /** What the figures of a computation depend on. */
  String hash() {
    return "images="
        + images.map(PreparedSamples::hash).orElse("drawn")
        + " recordings="
        + recordings.map(PreparedSamples::hash).orElse("simulated");
  }

  SampleSet images(int side, String split, int most, Key key) {
    return images
        .map(set -> set.images(side, split, most))
        .orElseGet(() -> DrawnImages.draw(side, most, key.child("images").child(split)));
  }

  SampleSet recordings(int timesteps, String split, int most, Key key) {
    return recordings
        .map(set -> set.recordings(timesteps, split, most))
        .orElseGet(() -> DrawnMovements.draw(timesteps, most, key.child("movements").child(split)));
  }
}

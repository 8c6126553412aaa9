package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.Stretch;
import java.util.Iterator;
import java.util.List;

/**
 * Recordings or images by number, from 0, wherever they are kept. Implementations are safe for
 * several threads.
 */
public interface StoredSamples {

  /** Number of samples. */
  int size();

  /** Class of a sample. */
  int label(int sample);

  /** Where a sample came from: the path below its data set's folder, with '/'. */
  String name(int sample);

  /**
   * Events of a sample.
   *
   * @throws ShardException if it is an image, or cannot be read
   */
  EventStream events(int sample);

  /**
   * An image.
   *
   * @throws ShardException if it is a recording, or cannot be read
   */
  EncodedImage image(int sample);

  /** How many of them lie in each of the shards that they are in, in order. */
  default List<Integer> shards() {
    return List.of(size());
  }

  /**
   * Reads ahead for who walks along a plan.
   *
   * @param stretches which shards are needed where
   */
  default Ahead ahead(Iterator<Stretch> stretches) {
    return Ahead.NONE;
  }
}

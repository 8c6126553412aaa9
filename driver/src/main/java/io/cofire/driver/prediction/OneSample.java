package io.cofire.driver.prediction;

import io.cofire.data.events.EventStream;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.StoredSamples;

/** One recording or image where a split is expected: it stands for every number. */
record OneSample(String name, EventStream recording, EncodedImage picture)
    implements StoredSamples {

  static OneSample of(String name, EventStream recording) {
    return new OneSample(name, recording, null);
  }

  static OneSample of(EncodedImage picture) {
    return new OneSample(picture.name(), null, picture);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public int label(int sample) {
    return 0; // nobody knows it, and nobody asks
  }

  @Override
  public String name(int sample) {
    return name;
  }

  @Override
  public EventStream events(int sample) {
    return recording;
  }

  @Override
  public EncodedImage image(int sample) {
    return picture;
  }
}

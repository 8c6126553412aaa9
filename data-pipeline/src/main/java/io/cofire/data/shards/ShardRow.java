package io.cofire.data.shards;

/** One row of a shard that was read. */
sealed interface ShardRow {

  /** Where it came from. */
  String name();

  /** Bytes that it holds in memory, about. */
  long held();

  /** A recording. */
  record Recording(PackedSample sample) implements ShardRow {
    @Override
    public String name() {
      return sample.id();
    }

    @Override
    public long held() {
      return sample.bytes();
    }
  }

  /** An image. */
  record Picture(EncodedImage image) implements ShardRow {

    private static final long OVERHEAD = 150;

    @Override
    public String name() {
      return image.name();
    }

    @Override
    public long held() {
      return OVERHEAD + image.bytes().length;
    }
  }
}

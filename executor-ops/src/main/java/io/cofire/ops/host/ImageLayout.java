package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;

/**
 * How the kernels walk over x[M,C,S]. An image's C*S floats are cut into chunks of at most a block,
 * each of whole channels or inside one channel; a kernel takes one chunk of all M images after the
 * other, so that what belongs to a channel is expanded into the chunk's lanes once.
 *
 * @param images M
 * @param channels C
 * @param pixels S
 */
record ImageLayout(int images, int channels, int pixels) {

  static ImageLayout of(Shape shape) {
    int axes = shape.axes();
    return new ImageLayout(
        shape.size(0), shape.size(1), Math.toIntExact(shape.elements(Math.min(2, axes), axes)));
  }

  int imageSize() {
    return channels * pixels;
  }

  /** Whole channels that share a block: at least one, whose pixels may fill several blocks. */
  int groupChannels() {
    return Math.max(1, Math.min(channels, Blocks.SIZE / pixels));
  }

  /** Floats in the chunk that starts at an offset inside the image. */
  int chunkSize(int offset) {
    if (pixels > Blocks.SIZE) {
      return Math.min(Blocks.SIZE, pixels - offset % pixels);
    }
    return Math.min(groupChannels() * pixels, imageSize() - offset);
  }

  /** Gives each lane of a chunk its channel's value. */
  void expand(float[] perChannel, int offset, int count, float[] lanes) {
    int lane = 0;
    for (int c = offset / pixels; lane < count; c++) {
      int end = Math.min(count, (c + 1) * pixels - offset);
      for (; lane < end; lane++) {
        lanes[lane] = perChannel[c];
      }
    }
  }

  /** Adds each lane of a chunk to its channel's sum. */
  void collect(float[] lanes, int offset, int count, double[] perChannel) {
    int lane = 0;
    for (int c = offset / pixels; lane < count; c++) {
      int end = Math.min(count, (c + 1) * pixels - offset);
      double sum = 0;
      for (; lane < end; lane++) {
        sum += lanes[lane];
      }
      perChannel[c] += sum;
    }
  }
}

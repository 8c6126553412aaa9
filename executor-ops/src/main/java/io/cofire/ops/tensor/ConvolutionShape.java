package io.cofire.ops.tensor;

import io.cofire.data.errors.Misfit;
import java.util.Locale;

/**
 * Geometry of a two-dimensional convolution: square kernel, equal stride and zero padding on both
 * sides, no dilation, no groups.
 *
 * @param images number of images, T*N
 * @param inputChannels iC
 * @param height input rows
 * @param width input columns
 * @param outputChannels oC
 * @param kernel side of the kernel
 * @param stride step of the kernel
 * @param padding zeros on each side
 */
public record ConvolutionShape(
    int images,
    int inputChannels,
    int height,
    int width,
    int outputChannels,
    int kernel,
    int stride,
    int padding) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the kernel does not fit into the padded input
   */
  public ConvolutionShape {
    if (images < 1 || inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException("Invalid convolution: sizes must be positive");
    }
    if (padding < 0 || height + 2 * padding < kernel || width + 2 * padding < kernel) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Invalid convolution: a %dx%d kernel does not fit into %dx%d with padding %d",
              kernel,
              kernel,
              height,
              width,
              padding));
    }
  }

  /** The same of another number of images. */
  public ConvolutionShape withImages(int count) {
    return new ConvolutionShape(
        count, inputChannels, height, width, outputChannels, kernel, stride, padding);
  }

  /** Output rows. */
  public int outputHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  /** Output columns. */
  public int outputWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  /** [images,H,W,iC]. */
  public Shape input() {
    return Shape.of(images, height, width, inputChannels);
  }

  /** [images,H',W',oC]. */
  public Shape output() {
    return Shape.of(images, outputHeight(), outputWidth(), outputChannels);
  }

  /** [oC,iC,kH,kW]. */
  public Shape weight() {
    return Shape.of(outputChannels, inputChannels, kernel, kernel);
  }

  /** [oC]. */
  public Shape bias() {
    return Shape.of(outputChannels);
  }
}

package io.cofire.driver.prediction;

import io.cofire.data.imagefiles.FileCheck;
import io.cofire.data.imagefiles.FileCheck.Verdict;
import io.cofire.data.imagefiles.FileStructures;
import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureException;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.EncodedImage;
import java.util.Locale;

/** Picture files as the pixels that sets such as CIFAR-10 and MNIST consist of. One thread. */
final class RawPixels implements AutoCloseable {

  private final PictureReader reader = new PictureReader(PictureReader.CutShort.REJECTED);
  private final Picture picture = new Picture();

  /**
   * Decodes a file.
   *
   * @param sizes what the set's images are like; a coloured picture is none of a grey set's
   * @throws PictureException if it is damaged or of another kind
   */
  EncodedImage of(String name, byte[] file, Contents.Raw sizes) {
    FileCheck check = FileStructures.check(file);
    if (check.verdict() != Verdict.WHOLE) {
      throw new PictureException(name, check.reason());
    }
    reader.read(name, file, new View.Whole(), Key.of(0), picture);
    if (picture.width() != sizes.width() || picture.height() != sizes.height()) {
      throw new PictureException(
          name,
          String.format(
              Locale.ROOT,
              "it has %dx%d pixels, expected %dx%d",
              picture.width(),
              picture.height(),
              sizes.width(),
              sizes.height()));
    }
    return new EncodedImage(name, 0, planes(name, sizes));
  }

  @Override
  public void close() {
    reader.close();
  }

  /** [H,W,C] of three channels to [C,H,W]. */
  private byte[] planes(String name, Contents.Raw sizes) {
    byte[] values = picture.copy();
    int pixels = sizes.width() * sizes.height();
    byte[] planes = new byte[sizes.channels() * pixels];
    for (int p = 0; p < pixels; p++) {
      boolean grey = values[3 * p] == values[3 * p + 1] && values[3 * p] == values[3 * p + 2];
      if (sizes.channels() == 1 && !grey) {
        throw new PictureException(name, "it is coloured, expected a grey image");
      }
      for (int c = 0; c < sizes.channels(); c++) {
        planes[c * pixels + p] = values[3 * p + c];
      }
    }
    return planes;
  }
}

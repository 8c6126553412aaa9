package io.cofire.data.imagefiles;

import java.io.Closeable;
import java.io.IOException;

/** Labelled images of one file whose pixels lie there as they are, one after the other. */
public interface PixelReader extends Closeable {

  /** Sizes of every image. */
  PixelShape shape();

  /**
   * Reads the next image.
   *
   * @param pixels takes its bytes, [C,H,W]
   * @return whether there was one
   * @throws ImageException if the file is damaged
   * @throws IOException if the storage fails
   */
  boolean next(byte[] pixels) throws IOException;

  /** Label of the image that was read last, as the file numbers its classes. */
  int label();
}

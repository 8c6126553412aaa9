package io.cofire.data.imagefiles;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the images of a source one after the other. One thread. */
public interface ImageReader extends Closeable {

  /** Most bytes of one image file. */
  int LARGEST_BYTES = 1 << 28;

  /**
   * The next image, or what was in its place.
   *
   * @return empty at the end
   * @throws io.cofire.data.imagefiles.ImageException if what holds the images is damaged
   * @throws IOException if the storage fails
   */
  Optional<FoundImage> next() throws IOException;

  /** Where the image after the last one begins. */
  long position();
}

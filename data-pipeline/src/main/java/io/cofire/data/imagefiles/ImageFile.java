package io.cofire.data.imagefiles;

import io.cofire.data.datasets.LabelledEntry;

/**
 * A file with one image.
 *
 * @param path path below the data set's folder, with '/'
 * @param bytes its length
 * @param label class, an index into the data set's classes
 */
public record ImageFile(String path, long bytes, int label) {

  static ImageFile of(LabelledEntry entry) {
    return new ImageFile(entry.path(), entry.bytes(), entry.label());
  }
}

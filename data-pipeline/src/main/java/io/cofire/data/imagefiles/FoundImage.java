package io.cofire.data.imagefiles;

import java.util.Locale;
import java.util.Optional;

/**
 * What a source has in one place.
 *
 * @param name path inside the data set, with '/'
 * @param label class, an index into the data set's classes
 * @param bytes the file or the pixels; nothing of them is known yet
 * @param problem why they were not even read; {@code bytes} are none then
 */
public record FoundImage(String name, int label, byte[] bytes, Optional<String> problem) {

  static FoundImage of(String name, int label, byte[] bytes) {
    return new FoundImage(name, label, bytes, Optional.empty());
  }

  /** An image of a file of pixels by its number, from 0. */
  static FoundImage numbered(String path, int number, int label, byte[] pixels) {
    return of(numberedName(path, number), label, pixels);
  }

  static String numberedName(String path, int number) {
    return String.format(Locale.ROOT, "%s/%05d", path, number);
  }

  /** A file of more than {@link ImageReader#LARGEST_BYTES}. */
  static FoundImage tooLarge(String name, long bytes) {
    return unread(
        name,
        String.format(
            Locale.ROOT, "the file has %d bytes, more than %d", bytes, ImageReader.LARGEST_BYTES));
  }

  static FoundImage unread(String name, String problem) {
    return new FoundImage(name, 0, new byte[0], Optional.of(problem));
  }
}

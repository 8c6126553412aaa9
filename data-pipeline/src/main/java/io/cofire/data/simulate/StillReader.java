package io.cofire.data.simulate;

import io.cofire.data.imagefiles.FoundImage;
import io.cofire.data.imagefiles.ImageReader;
import io.cofire.data.imagefiles.ImageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads images one after the other, numbers them, and gives a few at a time. */
final class StillReader implements AutoCloseable {

  private static final int MOST_AT_ONCE = 256;
  private static final long MOST_BYTES_AT_ONCE = 1L << 26;

  private final StillImages images;
  private final Iterator<ImageSource> sources;
  private final int most;
  private final Map<String, Integer> numbers = new HashMap<>(); // of each class so far
  private Optional<ImageReader> open = Optional.empty();
  private int read;

  /**
   * Begins with the first image.
   *
   * @param most images that are taken
   */
  StillReader(StillImages images, int most) {
    this.images = images;
    this.sources = images.sources().iterator();
    this.most = most;
  }

  /** The next ones; none at the end. */
  List<Still> next() throws IOException {
    List<Still> some = new ArrayList<>();
    long bytes = 0;
    while (some.size() < MOST_AT_ONCE && bytes < MOST_BYTES_AT_ONCE && read < most) {
      Optional<FoundImage> found = found();
      if (found.isEmpty()) {
        break;
      }
      bytes += found.get().bytes().length;
      some.add(still(found.get()));
    }
    return some;
  }

  private Optional<FoundImage> found() throws IOException {
    while (true) {
      if (open.isPresent()) {
        Optional<FoundImage> found = open.get().next();
        if (found.isPresent()) {
          return found;
        }
        close();
      }
      if (!sources.hasNext()) {
        return Optional.empty();
      }
      open = Optional.of(sources.next().open(images.tree(), 0));
    }
  }

  private Still still(FoundImage image) {
    String name = images.index().classes().get(image.label()).replace('/', '_');
    int number = numbers.merge(name, 1, Integer::sum) - 1;
    return new Still(images.tree().root(), image, images.index().raw(), name, read++, number);
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }
}

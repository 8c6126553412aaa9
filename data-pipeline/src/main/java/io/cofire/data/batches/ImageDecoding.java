package io.cofire.data.batches;

import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.ShardException;
import java.util.Locale;

/**
 * How the images of a prepared set become pictures.
 *
 * @param contents what they are
 * @param view what is seen of them
 */
public record ImageDecoding(Contents.Images contents, View view) {

  /**
   * Reads an image.
   *
   * @param key decides what is random in the view
   * @param with reads pictures, one thread at a time
   * @throws io.cofire.data.pictures.PictureException if it is a damaged file
   * @throws ShardException if it has not as many pixels as the manifest says
   */
  public void read(EncodedImage image, Key key, PictureReader with, Picture into) {
    contents
        .raw()
        .ifPresentOrElse(
            raw -> {
              requireWhole(image, raw);
              with.readPlanes(
                  image.bytes(), raw.width(), raw.height(), raw.channels(), view, key, into);
            },
            () -> with.read(image.name(), image.bytes(), view, key, into));
  }

  private static void requireWhole(EncodedImage image, Contents.Raw raw) {
    long expected = (long) raw.width() * raw.height() * raw.channels();
    if (image.bytes().length != expected) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot read sample %s: expected %d bytes of pixels, found %d; prepare the data set again",
              image.name(),
              expected,
              image.bytes().length));
    }
  }
}

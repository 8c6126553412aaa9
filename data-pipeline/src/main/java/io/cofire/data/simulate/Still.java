package io.cofire.data.simulate;

import io.cofire.data.errors.Exhaustion;
import io.cofire.data.imagefiles.FoundImage;
import io.cofire.data.imagefiles.ImageException;
import io.cofire.data.imagefiles.PixelShape;
import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureException;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One image in its order, not yet decoded.
 *
 * @param root what messages call the place of all images
 * @param image its bytes
 * @param raw its sizes where it is pixels; empty where it is a file
 * @param className name of its class, fit for a folder
 * @param index its number among all, from 0
 * @param numberInClass its number among those of its class, from 0
 */
record Still(
    String root,
    FoundImage image,
    Optional<PixelShape> raw,
    String className,
    int index,
    int numberInClass) {

  private static final View WHOLE = new View.Whole();
  private static final Key NO_CHANCE = Key.of(0);

  /**
   * Decodes it; what is missing of a file that ends early is grey.
   *
   * @throws ImageException if it is damaged
   */
  GreyImage grey() throws ImageException {
    if (image.problem().isPresent()) {
      throw new ImageException(place(), image.problem().get());
    }
    try {
      return GreyImage.of(raw.isPresent() ? pixels(raw.get()) : decoded());
    } catch (OutOfMemoryError e) {
      throw new ImageException(place(), Exhaustion.describe(e));
    }
  }

  private Picture pixels(PixelShape shape) {
    Picture picture = new Picture();
    picture.takePlanes(image.bytes(), shape.width(), shape.height(), shape.channels());
    return picture;
  }

  private Picture decoded() throws ImageException {
    Picture picture = new Picture();
    try (PictureReader reader = new PictureReader(PictureReader.CutShort.FILLED)) {
      reader.read(image.name(), image.bytes(), WHOLE, NO_CHANCE, picture);
      return picture;
    } catch (PictureException e) {
      throw new ImageException(place(), e.problem() + "; convert it or take it away");
    }
  }

  private Path place() {
    return Path.of(root, image.name());
  }
}

package io.cofire.data.imagefiles;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;

/** {@code FOLDER/CLASS/PICTURE.png} (or jpg, jpeg, bmp, gif), in ascending order of path. */
record PictureFolder(List<Path> files) implements ImageSet {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

  static PictureFolder open(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder, 2)) {
      List<Path> files =
          inside
              .filter(file -> folder.relativize(file).getNameCount() == 2)
              .filter(file -> Files.isRegularFile(file) && isPicture(file))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new ImageException(
            folder, "no pictures (expected CLASS/PICTURE with one of " + ENDINGS + ")");
      }
      return new PictureFolder(files);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public String label(int index) {
    return files.get(index).getParent().getFileName().toString();
  }

  @Override
  public GreyImage image(int index) throws IOException {
    BufferedImage image = read(files.get(index));
    float[] values = new float[image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      values[i] = luma(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }
    return new GreyImage(image.getWidth(), image.getHeight(), values);
  }

  private static BufferedImage read(Path file) throws IOException {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new ImageException(file, "no picture that can be read; convert it or take it away");
      }
      return image;
    } catch (IIOException | RuntimeException e) { // what decoders throw at damaged files
      throw new ImageException(
          file,
          "damaged or of an unknown kind (" + e.getMessage() + "); convert it or take it away");
    }
  }

  /** Brightness of a colour of 0 to 255 (ITU-R BT.601), 0 to 1. */
  static float luma(int red, int green, int blue) {
    return (0.299f * red + 0.587f * green + 0.114f * blue) / 255f;
  }
}

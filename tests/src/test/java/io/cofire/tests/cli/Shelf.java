package io.cofire.tests.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * The files that the documents' commands speak of, made in a folder beside links to the project.
 */
final class Shelf {

  private static final int SENSOR = 128;
  private static final int FRAMES = 40;

  private Shelf() {}

  /** What every page may name: {@code my-data}, {@code new}, {@code pictures}. */
  static void fill(Path folder) throws IOException {
    for (String shared : new String[] {"conf", "deploy", "driver"}) {
      Files.createSymbolicLink(folder.resolve(shared), CofireCommand.PROJECT.resolve(shared));
    }
    for (String way : new String[] {"left", "right"}) {
      for (int i = 1; i <= 20; i++) {
        edge(folder.resolve(String.format(Locale.ROOT, "my-data/%s/%03d.csv", way, i)), way, i);
        picture(folder.resolve(String.format(Locale.ROOT, "my-pictures/%s/%03d.png", way, i)), i);
      }
    }
    edge(folder.resolve("new/17.csv"), "left", 99);
  }

  /** An edge of a third of the sensor's height that moves to the left or right for 40 ms. */
  private static void edge(Path file, String way, int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int top = random.nextInt(SENSOR / 2);
    int first = random.nextInt(SENSOR / 2);
    StringBuilder text = new StringBuilder("t,x,y,p\n");
    for (int frame = 0; frame < FRAMES; frame++) {
      int moved = first + frame;
      int x = way.equals("right") ? moved : SENSOR - 1 - moved;
      for (int y = top; y < top + SENSOR / 3; y++) {
        text.append(frame * 1000 + y).append(',').append(x).append(',').append(y);
        text.append(random.nextInt(10) == 0 ? ",0\n" : ",1\n");
      }
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void picture(Path file, int seed) throws IOException {
    BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.ORANGE);
    pen.fillOval(seed, 5, 20, 20);
    pen.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}

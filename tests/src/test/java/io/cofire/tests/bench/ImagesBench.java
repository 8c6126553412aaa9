package io.cofire.tests.bench;

import io.cofire.data.augment.Augmenter;
import io.cofire.data.augment.Movement;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.Picture;
import io.cofire.data.pictures.PictureReader;
import io.cofire.data.pictures.View;
import io.cofire.data.random.Key;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Images a second on one core: decoding whole files with the native library alone, what training
 * does to them (decode, RandomResizedCrop, flip, normalise, into the minibatch), and Java's own
 * decoder.
 */
public final class ImagesBench {

  private static final int ROUNDS = 5;
  private static final int WARM_UP = 30;
  private static final int SIDE = 224;
  private static final int BATCH = 32;
  private static final double AIM = 0.9;

  private final List<byte[]> files;
  private final BytePointer pixels = new BytePointer(1 << 24);
  private final PictureReader reader = new PictureReader(PictureReader.CutShort.REJECTED);
  private final Picture picture = new Picture();
  private final float[][] table = new Normalisation.ImageNet().table(3);
  private final View view = new View.RandomResizedCrop(SIDE);
  private final Augmenter flip =
      new Augmenter(List.of(new Movement.HorizontalFlip(0.5)), Key.of(1));
  private final FloatBuffer minibatch =
      ByteBuffer.allocateDirect(Float.BYTES * BATCH * 3 * SIDE * SIDE)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
  private int epoch;

  private ImagesBench(List<byte[]> files) {
    this.files = files;
  }

  /** Prints the table; {@code args} is the folder of JPEG files. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> inside = Files.list(Path.of(args[0]))) {
      for (Path file : inside.filter(f -> f.toString().endsWith(".JPEG")).sorted().toList()) {
        files.add(Files.readAllBytes(file));
      }
    }
    new ImagesBench(files).run();
  }

  private void run() throws Exception {
    System.out.printf(
        "%d files of %s; images a second of processor time, median (slowest-fastest) of %d%n%n",
        files.size(), "ImageNet", ROUNDS);
    for (int i = 0; i < WARM_UP; i++) { // a training runs for hours, compiled
      trainAll();
      scoreAll();
    }
    CpuTime full = CpuTime.of(ROUNDS, this::decodeAll);
    line("whole decode, native library", full, full);
    line("training: decode, crop, flip, normalise", CpuTime.of(ROUNDS, this::trainAll), full);
    line("scoring: decode, centre crop, normalise", CpuTime.of(ROUNDS, this::scoreAll), full);
    line("whole decode, ImageIO", CpuTime.of(ROUNDS, this::imageIo), full);
    System.out.printf("%nthe aim for training is %.1f of the whole decode%n", AIM);
  }

  private void line(String what, CpuTime time, CpuTime full) {
    System.out.printf(
        "%-42s %7.0f (%.0f-%.0f) %6.2f of the whole decode%n",
        what,
        files.size() / time.medianSeconds(),
        files.size() / time.slowestSeconds(),
        files.size() / time.fastestSeconds(),
        full.medianSeconds() / time.medianSeconds());
  }

  private void decodeAll() {
    for (byte[] bytes : files) {
      try (BytePointer file = new BytePointer(bytes.length).put(bytes, 0, bytes.length);
          Mat source = new Mat(1, bytes.length, opencv_core.CV_8UC1, file);
          Mat decoded = opencv_imgcodecs.imdecode(source, opencv_imgcodecs.IMREAD_COLOR_RGB)) {
        pixels.put(decoded.data().get()); // so that nobody can leave the decoding out
      }
    }
  }

  private void trainAll() {
    for (int i = 0; i < files.size(); i++) {
      reader.read("a file", files.get(i), view, Key.of(2).child(epoch).child(i), picture);
      flip.apply(picture, epoch, i);
      picture.write(table, minibatch, i % BATCH * picture.size());
    }
    epoch++;
  }

  private void scoreAll() {
    View centre = new View.CentreCrop(SIDE, 256);
    for (int i = 0; i < files.size(); i++) {
      reader.read("a file", files.get(i), centre, Key.of(0), picture);
      picture.write(table, minibatch, i % BATCH * picture.size());
    }
  }

  private void imageIo() throws IOException {
    for (byte[] bytes : files) {
      if (ImageIO.read(new ByteArrayInputStream(bytes)) == null) {
        throw new IOException("no image");
      }
    }
  }
}

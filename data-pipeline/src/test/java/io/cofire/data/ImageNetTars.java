package io.cofire.data;

import io.cofire.data.random.Key;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/**
 * A small ImageNet in its published archives: small JPEG files of generated pictures, each with
 * other bytes. The ids of its development kit are in another order than its synsets.
 *
 * @param synsets number of classes
 * @param trained images of each for training
 * @param scored images of the validation tar
 */
public record ImageNetTars(int synsets, int trained, int scored) {

  private static final int PICTURES = 16;
  private static final List<byte[]> ENCODED =
      IntStream.range(0, PICTURES).mapToObj(ImageNetTars::picture).toList();

  /** Writes the archives into a folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (TarArchiveOutputStream tar = tar(folder.resolve("ILSVRC2012_img_train.tar"))) {
      for (int s = 0; s < synsets; s++) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (TarArchiveOutputStream classTar = new TarArchiveOutputStream(inner)) {
          for (int i = 0; i < trained; i++) {
            put(classTar, "%s_%d.JPEG".formatted(synset(s), i), jpeg(s * trained + i));
          }
        }
        put(tar, synset(s) + ".tar", inner.toByteArray());
      }
    }
    try (TarArchiveOutputStream tar = tar(folder.resolve("ILSVRC2012_img_val.tar"))) {
      for (int i = 0; i < scored; i++) {
        put(tar, "ILSVRC2012_val_%08d.JPEG".formatted(i + 1), jpeg(-1 - i));
      }
    }
    try (OutputStream file = Files.newOutputStream(folder.resolve("ILSVRC2012_devkit_t12.tar.gz"));
        TarArchiveOutputStream kit = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      put(kit, "ILSVRC2012_devkit_t12/data/meta.mat", meta());
      put(
          kit,
          "ILSVRC2012_devkit_t12/data/ILSVRC2012_validation_ground_truth.txt",
          truth().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A synset by its label. */
  public static String synset(int label) {
    return "n%08d".formatted(1_440_764 + 37 * label);
  }

  /** The label of a validation image by its number, from 0. */
  public int scoredLabel(int number) {
    return (number * 7 + 3) % synsets;
  }

  /** The id that the development kit gives a label, from 1. */
  private int id(int label) {
    return synsets - label;
  }

  private String truth() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < scored; i++) {
      lines.append(id(scoredLabel(i))).append('\n');
    }
    return lines.toString();
  }

  /** As the published one: a column of synsets by id, and one that is no class. */
  private byte[] meta() throws IOException {
    Struct table = Mat5.newStruct(synsets + 1, 1);
    for (int label = 0; label <= synsets; label++) {
      int row = label == synsets ? synsets : id(label) - 1;
      table.set("ILSVRC2012_ID", row, Mat5.newScalar(row + 1));
      table.set("WNID", row, Mat5.newString(label == synsets ? "n00001740" : synset(label)));
      table.set("words", row, Mat5.newString("thing %d, Res %d".formatted(label, label)));
      table.set("gloss", row, Mat5.newString("what it is"));
      table.set("num_children", row, Mat5.newScalar(label == synsets ? synsets : 0));
      table.set("num_train_images", row, Mat5.newScalar(trained));
    }
    try (Mat5File file = Mat5.newMatFile()) {
      file.addArray("synsets", table);
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
      Mat5.newWriter(Sinks.wrap(buffer)).writeMat(file);
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  /** A picture's file with a comment that makes its bytes, and their number, its own. */
  public static byte[] jpeg(int number) {
    SplittableRandom random = Key.of(11).child("jpeg").child(number).random();
    byte[] picture = ENCODED.get(Math.floorMod(number, PICTURES));
    byte[] comment = new byte[2 + random.nextInt(400)];
    random.nextBytes(comment);
    byte[] file = new byte[picture.length + 4 + comment.length];
    ByteBuffer.wrap(file)
        .put(picture, 0, 2)
        .putShort((short) 0xFFFE)
        .putShort((short) (2 + comment.length))
        .put(comment)
        .put(picture, 2, picture.length - 2);
    return file;
  }

  private static byte[] picture(int number) {
    BufferedImage image = new BufferedImage(24 + number, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int blue = (x * y + number * 16) % 256;
        image.setRGB(x, y, new Color(x * 9 % 256, y * 11 % 256, blue).getRGB());
      }
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TarArchiveOutputStream tar(Path file) throws IOException {
    return new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** What the classes of the manifest must be. */
  public List<String> classes() {
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < synsets; label++) {
      classes.add("%s thing %d, Res %d".formatted(synset(label), label, label));
    }
    return classes;
  }
}

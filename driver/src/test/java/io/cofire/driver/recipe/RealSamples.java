package io.cofire.driver.recipe;

import io.cofire.data.SharedData;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The first real samples of a set in {@code shared/data}, a few of each of ten classes. */
enum RealSamples {
  /** Pictures of 32 x 32. */
  CIFAR10(32) {
    @Override
    List<Sample> samples() throws IOException {
      return cifar10(1);
    }
  },
  /** Every second pixel of them. */
  CIFAR10_SMALL(16) {
    @Override
    List<Sample> samples() throws IOException {
      return cifar10(2);
    }
  },
  /** Pictures of 64 x 64. */
  TINY_IMAGENET(64) {
    @Override
    List<Sample> samples() throws IOException {
      List<Sample> samples = new ArrayList<>();
      for (File file : firstOfEach("tiny-imagenet-10", ".JPEG")) {
        BufferedImage picture = ImageIO.read(file.path().toFile());
        float[] values = new float[3 * 64 * 64];
        for (int i = 0; i < values.length; i++) {
          int pixel = picture.getRGB(i % 64, i / 64 % 64);
          values[i] = normal(pixel >> (16 - 8 * (i / 4096)) & 0xFF);
        }
        samples.add(new Sample(file.label(), values, null));
      }
      return samples;
    }
  },
  /** Recordings of digits on a sensor of 34 x 34. */
  NMNIST(34) {
    @Override
    List<Sample> samples() throws IOException {
      return digits(1);
    }
  },
  /** The same on a sensor of 128 x 128, each pixel as a square of nine. */
  NMNIST_LARGE(128) {
    @Override
    List<Sample> samples() throws IOException {
      return digits(3);
    }
  };

  static final int CLASSES = 10;

  private static final int COUNT = 32;

  private final int side;

  RealSamples(int side) {
    this.side = side;
  }

  /** A picture, [C,H,W], or a recording. */
  record Sample(int label, float[] picture, EventStream events) {}

  private record File(int label, Path path) {}

  abstract List<Sample> samples() throws IOException;

  /** What a recipe's network sees of them over so many timesteps. */
  InputShape input(Recipe.Data data, int timesteps) {
    if (this == NMNIST || this == NMNIST_LARGE) {
      SensorGeometry seen = data.reduction().apply(new SensorGeometry(side, side));
      return new InputShape(timesteps, FrameShape.POLARITIES, seen.height(), seen.width());
    }
    return new InputShape(timesteps, 3, side, side, Presentation.STILL);
  }

  /** All of them as minibatches of so many. */
  List<Minibatch> minibatches(Recipe.Data data, InputShape input, int size) throws IOException {
    List<Sample> all = samples();
    FrameShape shape = Inputs.minibatch(input, size);
    List<Minibatch> batches = new ArrayList<>();
    for (int from = 0; from < COUNT; from += size) {
      FloatBuffer values = Rehearsal.buffer(shape.size());
      int[] labels = new int[size];
      for (int slot = 0; slot < size; slot++) {
        Sample sample = all.get(from + slot);
        labels[slot] = sample.label();
        if (sample.events() == null) {
          values.put(shape.offset(0, slot), sample.picture());
        } else {
          Framing.accumulate(
              sample.events(), data.binning(), data.reduction(), shape, slot, values);
        }
      }
      batches.add(new Minibatch(values, labels, IntStream.range(from, from + size).toArray()));
    }
    return batches;
  }

  private static List<Sample> cifar10(int every) throws IOException {
    Path file = SharedData.require("cifar10-subset").resolve("data_batch_first_2000.bin");
    byte[] bytes = Files.readAllBytes(file);
    int side = 32 / every;
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < COUNT; n++) {
      int at = n * (1 + 3 * 32 * 32);
      float[] values = new float[3 * side * side];
      for (int i = 0; i < values.length; i++) {
        int channel = i / (side * side);
        int y = i / side % side * every;
        int x = i % side * every;
        values[i] = normal(bytes[at + 1 + (channel * 32 + y) * 32 + x] & 0xFF);
      }
      samples.add(new Sample(bytes[at], values, null));
    }
    return samples;
  }

  /** As normalised pictures are, about. */
  private static float normal(int value) {
    return (value / 255f - 0.45f) / 0.25f;
  }

  /** In turn the first of each class, the second of each, and so on. */
  private static List<File> firstOfEach(String set, String ending) throws IOException {
    List<List<Path>> classes = new ArrayList<>();
    for (Path folder : sorted(SharedData.require(set), "")) {
      if (Files.isDirectory(folder)) {
        classes.add(sorted(folder, ending));
      }
    }
    List<File> files = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int label = i % CLASSES;
      files.add(new File(label, classes.get(label).get(i / CLASSES)));
    }
    return files;
  }

  private static List<Path> sorted(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<Sample> digits(int times) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (File file : firstOfEach("nmnist-small/Train", ".bin")) {
      byte[] bytes = Files.readAllBytes(file.path());
      samples.add(new Sample(file.label(), null, digit(bytes, times)));
    }
    return samples;
  }

  /** N-MNIST: x, y, and 24 bits of polarity and microseconds. */
  private static EventStream digit(byte[] bytes, int times) {
    int copies = times * times;
    int count = bytes.length / 5 * copies;
    long[] micros = new long[count];
    short[] xs = new short[count];
    short[] ys = new short[count];
    byte[] polarities = new byte[count];
    for (int i = 0; i < count; i++) {
      int at = i / copies * 5;
      xs[i] = (short) ((bytes[at] & 0xFF) * times + i % times);
      ys[i] = (short) ((bytes[at + 1] & 0xFF) * times + i % copies / times);
      polarities[i] = (byte) (bytes[at + 2] >> 7 & 1);
      micros[i] =
          (bytes[at + 2] & 0x7FL) << 16 | (bytes[at + 3] & 0xFF) << 8 | (bytes[at + 4] & 0xFF);
    }
    int side = times == 1 ? 34 : 128;
    return new EventStream(new SensorGeometry(side, side), micros, xs, ys, polarities);
  }
}

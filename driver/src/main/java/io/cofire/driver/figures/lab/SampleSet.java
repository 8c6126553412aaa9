package io.cofire.driver.figures.lab;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Labelled samples in memory.
 *
 * @param shape of one; still images have any T
 * @param classes number of classes
 * @param values of each, [C,H,W], or [T,C,H,W] for frames
 * @param labels class of each
 */
public record SampleSet(InputShape shape, int classes, float[][] values, int[] labels) {

  /** How many there are. */
  public int size() {
    return labels.length;
  }

  /** The first of them. */
  public SampleSet first(int count) {
    int some = Math.min(count, size());
    return new SampleSet(shape, classes, Arrays.copyOf(values, some), Arrays.copyOf(labels, some));
  }

  /** Still images for networks over so many timesteps. */
  public SampleSet over(int timesteps) {
    return new SampleSet(shape.withTimesteps(timesteps), classes, values, labels);
  }

  /** How many frames each sample has. */
  private int frames() {
    return shape.presentation() == Presentation.STILL ? 1 : shape.timesteps();
  }

  /** One minibatch of chosen samples, of each the chosen frames. */
  private Minibatch minibatch(int[] frames, int[] chosen) {
    int each = shape.channels() * shape.height() * shape.width();
    FloatBuffer input = DirectBuffers.floats(frames.length * chosen.length * each);
    int[] classesOf = new int[chosen.length];
    for (int n = 0; n < chosen.length; n++) {
      classesOf[n] = labels[chosen[n]];
      for (int t = 0; t < frames.length; t++) {
        input.put((t * chosen.length + n) * each, values[chosen[n]], frames[t] * each, each);
      }
    }
    return new Minibatch(input, classesOf, chosen);
  }

  /** Minibatches of equal size, in order; what does not fill one is left out. */
  public List<Minibatch> minibatches(int batch) {
    List<Minibatch> all = new ArrayList<>();
    for (int[] chosen : parts(numbers(size()), batch)) {
      all.add(minibatch(numbers(frames()), chosen));
    }
    return all;
  }

  /** The same in an order that a generator draws. */
  public List<Minibatch> shuffled(int batch, SplittableRandom random) {
    return shuffled(batch, frames(), random);
  }

  /** The same with some frames of each sample, in order, drawn anew for each minibatch. */
  public List<Minibatch> shuffled(int batch, int kept, SplittableRandom random) {
    List<Minibatch> all = new ArrayList<>();
    for (int[] chosen : parts(shuffled(numbers(size()), random), batch)) {
      int[] frames = numbers(frames());
      if (kept < frames.length) {
        frames = Arrays.copyOf(shuffled(frames, random), kept);
        Arrays.sort(frames);
      }
      all.add(minibatch(frames, chosen));
    }
    return all;
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static int[] shuffled(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    return order;
  }

  private static List<int[]> parts(int[] order, int size) {
    List<int[]> parts = new ArrayList<>();
    for (int from = 0; from + size <= order.length; from += size) {
      parts.add(Arrays.copyOfRange(order, from, from + size));
    }
    return parts;
  }
}

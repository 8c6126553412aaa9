package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.random.Key;
import io.cofire.ops.layer.Moments;
import io.cofire.ops.network.Layout;
import io.cofire.ops.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RawMomentsTest {

  private static final int CHANNELS = 3;
  private static final int SAMPLES = 4;
  private static final int PER_SAMPLE = 10;

  private final SplittableRandom random = Key.of(11).random();
  private final Layout layout = layout();

  @Test
  void averagedWorkersHaveTheStatisticsOfThePooledData() {
    float[] start = {0, 0, 0, 1, 1, 1};
    double[][] pooled = new double[2 * SAMPLES * PER_SAMPLE][];
    Arrays.setAll(pooled, i -> new double[] {normal(i % 7), normal(-2), 5 * normal(i % 2)});
    int half = pooled.length / 2;
    Moments left = moments(Arrays.copyOfRange(pooled, 0, half));
    Moments right = moments(Arrays.copyOfRange(pooled, half, pooled.length));
    Moments all = moments(pooled);
    RawMoments raw = RawMoments.of(layout, Map.of("norm", left), SAMPLES);

    float[] before = raw.ofStatistics(start, 2 * SAMPLES);
    float[] one = raw.mixed(before, Map.of("norm", left));
    float[] two = raw.mixed(before, Map.of("norm", right));
    float[] averaged = new float[one.length];
    for (int i = 0; i < averaged.length; i++) {
      averaged[i] = (one[i] + two[i]) / 2;
    }

    assertThat(averaged).containsExactly(raw.mixed(before, Map.of("norm", all)), within(1e-5f));
    float[] statistics = raw.toStatistics(averaged, 2 * SAMPLES);
    double n = pooled.length;
    for (int c = 0; c < CHANNELS; c++) {
      double mean = all.mean()[c];
      double unbiased = all.m2()[c] / (n - 1);
      double drift = 0.1 * 0.9 * mean * mean * n / (n - 1); // of the mean, from 0
      assertThat(statistics[c]).isCloseTo((float) (0.1 * mean), within(1e-5f));
      assertThat(statistics[CHANNELS + c])
          .isCloseTo((float) (0.9 + 0.1 * unbiased + drift), within(1e-4f));
    }
  }

  @Test
  void afterManyBatchesOfTheSameDataTheStatisticsAreTheDatas() {
    double[][] data = new double[SAMPLES * PER_SAMPLE][];
    Arrays.setAll(data, i -> new double[] {normal(3), normal(0), normal(-1)});
    Moments batch = moments(data);
    RawMoments raw = RawMoments.of(layout, Map.of("norm", batch), SAMPLES);
    float[] moments = raw.ofStatistics(new float[] {0, 0, 0, 1, 1, 1}, SAMPLES);
    for (int step = 0; step < 300; step++) {
      moments = raw.mixed(moments, Map.of("norm", batch));
    }
    float[] statistics = raw.toStatistics(moments, SAMPLES);
    for (int c = 0; c < CHANNELS; c++) {
      assertThat(statistics[c]).isCloseTo((float) batch.mean()[c], within(1e-5f));
      assertThat(statistics[CHANNELS + c])
          .isCloseTo((float) (batch.m2()[c] / (data.length - 1)), within(1e-4f));
    }
  }

  @Test
  void statisticsSurviveTheWayThroughMoments() {
    float[] statistics = {0.5f, -3, 0, 1, 0.25f, 7};
    Moments any = moments(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 1, 1}});
    RawMoments raw = RawMoments.of(layout, Map.of("norm", any), SAMPLES);
    assertThat(raw.toStatistics(raw.ofStatistics(statistics, 9), 9))
        .containsExactly(statistics, within(1e-5f));
  }

  private double normal(double mean) {
    double sum = mean - 6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private static Moments moments(double[][] values) {
    double[] mean = new double[CHANNELS];
    double[] m2 = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      int channel = c;
      mean[c] =
          IntStream.range(0, values.length)
              .mapToDouble(i -> values[i][channel])
              .average()
              .orElseThrow();
      for (double[] value : values) {
        m2[c] += (value[c] - mean[c]) * (value[c] - mean[c]);
      }
    }
    return new Moments(values.length, mean, m2);
  }

  private static Layout layout() {
    Layout.Builder builder = new Layout.Builder();
    builder.add("norm.mean", Shape.of(CHANNELS), false);
    builder.add("norm.variance", Shape.of(CHANNELS), false);
    return builder.build();
  }
}

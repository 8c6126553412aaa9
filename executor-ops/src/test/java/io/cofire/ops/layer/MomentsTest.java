package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void partsMergeToTheMomentsOfTheWhole() {
    // 1, 2 | 3 | 4, 5, 9 in one channel
    Moments all =
        Moments.merge(
            new float[][] {
              Moments.pack(2, new float[] {1.5f}, new float[] {0.5f}),
              Moments.pack(1, new float[] {3}, new float[] {0}),
              Moments.pack(3, new float[] {6}, new float[] {14})
            },
            1);
    assertThat(all.count()).isEqualTo(6);
    assertThat(all.mean()[0]).isEqualTo(4, within(1e-12));
    assertThat(all.m2()[0]).isEqualTo(40, within(1e-12));
  }

  @Test
  void countsBeyondWhatOneFloatHoldsArriveWhole() {
    long count = (1L << 33) + 12_345_679;
    float[] packed = Moments.pack(count, new float[] {1}, new float[] {1});
    assertThat(Moments.merge(new float[][] {packed}, 1).count()).isEqualTo(count);
  }
}

package io.cofire.ops.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.collective.TwoFloats;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void partsMergeToTheMomentsOfTheWhole() {
    // 1, 2 | 3 | 4, 5, 9 in one channel
    double[] first = Moments.pack(2, new float[] {1.5f}, new float[] {0.5f});
    double[] second = Moments.pack(1, new float[] {3}, new float[] {0});
    double[] third = Moments.pack(3, new float[] {6}, new float[] {14});
    Moments all = Moments.unpack(Moments.merge(Moments.merge(first, second), third));
    assertThat(all.count()).isEqualTo(6);
    assertThat(all.mean()[0]).isEqualTo(4, within(1e-12));
    assertThat(all.m2()[0]).isEqualTo(40, within(1e-12));
  }

  @Test
  void ranksWithoutASampleChangeNothing() {
    double[] some = Moments.pack(2, new float[] {1.5f}, new float[] {0.5f});
    double[] none = new double[3];
    assertThat(Moments.merge(some, none)).isEqualTo(some);
    assertThat(Moments.merge(none, some)).isEqualTo(some);
  }

  @Test
  void countsBeyondWhatOneFloatHoldsArriveWhole() {
    long count = (1L << 33) + 12_345_679;
    double[] packed = Moments.pack(count, new float[] {1}, new float[] {1});
    double[] arrived = TwoFloats.join(TwoFloats.split(packed), 0, packed.length);
    assertThat(Moments.unpack(arrived).count()).isEqualTo(count);
  }
}

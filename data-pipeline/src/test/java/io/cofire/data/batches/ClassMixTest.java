package io.cofire.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import io.cofire.data.random.Permuted;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClassMixTest {

  private static SplitInfo split(List<Integer> labels, int length) {
    List<ShardInfo> shards = new ArrayList<>();
    for (int from = 0; from < labels.size(); from += length) {
      List<Integer> part = labels.subList(from, Math.min(from + length, labels.size()));
      shards.add(new ShardInfo("s" + from, part.size(), 0, 1, "0", part));
    }
    return new SplitInfo("train", shards);
  }

  private static List<Integer> sorted(int classes, int each) {
    return IntStream.range(0, classes * each).map(i -> i / each).boxed().toList();
  }

  @Test
  void shardsOfOneClassEachMixPoorly() {
    ClassMix mix = ClassMix.of(split(sorted(1000, 150), 150), 4096);
    assertThat(mix.ofSplit()).isEqualTo(0.001);
    assertThat(mix.ofWindow()).isBetween(0.036, 0.037);
    assertThat(mix.isPoor()).isTrue();
  }

  @Test
  void samplesInRandomOrderMixWell() {
    for (int seed = 0; seed < 20; seed++) {
      Key key = Key.of(seed);
      assertThat(ClassMix.of(split(Permuted.of(sorted(1000, 150), key), 150), 4096).isPoor())
          .isFalse();
      assertThat(ClassMix.of(split(Permuted.of(sorted(10, 60), key), 20)).orElseThrow().isPoor())
          .isFalse();
    }
  }

  @Test
  void aSplitOfTwoClassesInOrderMixesPoorly() {
    assertThat(ClassMix.of(split(sorted(2, 100), 200)).orElseThrow().describe())
        .isEqualTo("the largest class has 100.0% of a window of 25 and 50.0% of the split");
    assertThat(ClassMix.of(split(sorted(2, 100), 200)).orElseThrow().isPoor()).isTrue();
    assertThat(ClassMix.of(split(sorted(2, 30), 200))).isEmpty();
  }
}

package io.cofire.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.config.Choices;
import io.cofire.data.random.Key;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAugmentationTest {

  @Test
  void allOthersChangeEventsOrImages() {
    Set<Class<?>> others = new HashSet<>(Choices.kinds(Augmentation.class).values());
    others.removeAll(Choices.kinds(EventAugmentation.class).values());
    others.removeAll(Choices.kinds(ImageAugmentation.class).values());
    assertThat(others).containsExactlyInAnyOrder(TemporalDelete.class, MixUp.class);
  }

  @Test
  void everyChoiceOfTimestepsIsEquallyLikelyAndInOrder() {
    TemporalDelete delete = new TemporalDelete(3, Draw.BATCH);
    Map<String, Integer> found = new TreeMap<>();
    for (int draw = 0; draw < 10_000; draw++) {
      int[] kept = delete.kept(5, Key.of(draw));
      assertThat(kept).hasSize(3).isSorted().doesNotHaveDuplicates();
      found.merge(Arrays.toString(kept), 1, Integer::sum);
    }
    assertThat(found).hasSize(10); // 5 over 3
    found.forEach((kept, times) -> assertThat(times).as(kept).isBetween(900, 1100));
    assertThat(delete.kept(3, Key.of(1))).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @EnumSource(Draw.class)
  void aBatchSharesItsTimestepsWhereTheyAreDrawnForTheBatch(Draw draw) {
    Augmenter augmenter = new Augmenter(List.of(new TemporalDelete(12, draw)), Key.of(4));
    Set<String> inOneStep = new HashSet<>();
    Set<String> overSteps = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      inOneStep.add(Arrays.toString(augmenter.kept(16, new Occasion(1, 5, i))));
      overSteps.add(Arrays.toString(augmenter.kept(16, new Occasion(1, i, 7))));
    }
    assertThat(inOneStep.size()).isEqualTo(draw == Draw.BATCH ? 1 : inOneStep.size());
    assertThat(draw == Draw.BATCH ? overSteps : inOneStep).hasSizeGreaterThan(15);
    assertThat(augmenter.kept(16, new Occasion(1, 5, 0)))
        .isEqualTo(augmenter.kept(16, new Occasion(1, 5, 0)))
        .isNotEqualTo(augmenter.kept(16, new Occasion(2, 5, 0)));
    assertThat(augmenter.timesteps(16)).isEqualTo(12);
    assertThat(Augmenter.NONE.timesteps(16)).isEqualTo(16);
    assertThat(Augmenter.NONE.kept(3, new Occasion(0, 0, 0))).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void sharesAreDrawnFromTheBetaDistribution(double alpha) {
    MixUp mixUp = new MixUp(alpha, Draw.SAMPLE);
    int draws = 4000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      float share = mixUp.share(Key.of(draw));
      assertThat(share).isBetween(0f, 1f);
      assertThat(1 - (1 - share)).isEqualTo(share); // the rest is exact
      sum += share;
      squares += (share - 0.5) * (share - 0.5);
    }
    double variance = 1 / (4 * (2 * alpha + 1));
    assertThat(sum / draws).isEqualTo(0.5, within(0.03));
    assertThat(squares / draws).isEqualTo(variance, within(0.05 * variance));
  }

  @Test
  void anUnusualStrengthStaysWithinItsLimits() {
    for (double alpha : new double[] {1e-3, 1000}) {
      for (int draw = 0; draw < 50; draw++) {
        assertThat(new MixUp(alpha, Draw.SAMPLE).share(Key.of(draw))).isBetween(0f, 1f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Draw.class)
  void partnersAreDrawnForEachSampleAndSharesAsChosen(Draw draw) {
    Augmenter augmenter = new Augmenter(List.of(new MixUp(1, draw)), Key.of(4));
    Set<Integer> partners = new HashSet<>();
    Set<Float> shares = new HashSet<>();
    for (int sample = 0; sample < 50; sample++) {
      Mix mix = augmenter.mix(new Occasion(0, 3, sample), 10);
      assertThat(mix.isMixed()).isTrue();
      assertThat(mix).isEqualTo(augmenter.mix(new Occasion(0, 3, sample), 10));
      partners.add(mix.partner());
      shares.add(mix.share());
    }
    assertThat(partners).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(shares).hasSize(draw == Draw.BATCH ? 1 : 50);
    assertThat(Augmenter.NONE.mix(new Occasion(0, 0, 0), 10)).isEqualTo(Mix.NONE);
    assertThat(Mix.NONE.isMixed()).isFalse();
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> new TemporalDelete(0, Draw.BATCH))
        .hasMessage("Invalid temporal-delete.keep: 0 (must be at least 1)");
    assertThatThrownBy(() -> new MixUp(0, Draw.BATCH))
        .hasMessage("Invalid mix-up.alpha: 0.0 (must be greater than 0, at most 1000)");
    Augmenter augmenter = new Augmenter(List.of(new TemporalDelete(5, Draw.BATCH)), Key.of(1));
    assertThatThrownBy(() -> augmenter.timesteps(4))
        .hasMessage(
            "Invalid data.augment: temporal-delete keeps 5 timesteps (must be at most data.timesteps, 4)");
  }
}

package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplittingTest {

  @Test
  void theFirstOfEachClassTrainAndAPartRoundsUp() {
    assertThat(flags(Splitting.parse("first:0.9"), 3, 10)).isEqualTo("............#");
    assertThat(flags(Splitting.parse("first:0.5"), 3, 4)).isEqualTo("..#..##");
  }

  @Test
  void foldsAreDisjointAndBalancedInEachClass() {
    List<LabelledEntry> recordings = recordings(12, 31, 16, 7);
    int[] tested = new int[recordings.size()];
    for (int fold = 1; fold <= 5; fold++) {
      boolean[] flags = new Splitting.Fold(fold, 5).tested(recordings, 3);
      int[] ofClass = new int[4];
      for (int i = 0; i < flags.length; i++) {
        tested[i] += flags[i] ? 1 : 0;
        ofClass[recordings.get(i).label()] += flags[i] ? 1 : 0;
      }
      assertThat(ofClass[0]).isBetween(2, 3);
      assertThat(ofClass[1]).isBetween(6, 7);
      assertThat(ofClass[2]).isBetween(3, 4);
      assertThat(ofClass[3]).isBetween(1, 2);
    }
    assertThat(tested).containsOnly(1);
  }

  @Test
  void theFoldsAreNamedAndHoldWhatEachTests() {
    List<LabelledEntry> recordings = recordings(12, 31, 16, 7);
    List<SplitEntries> folds = Splitting.parse("folds:5").split(recordings, 3);
    assertThat(folds)
        .extracting(SplitEntries::name)
        .containsExactly("fold1", "fold2", "fold3", "fold4", "fold5");
    for (int fold = 1; fold <= 5; fold++) {
      List<SplitEntries> two = new Splitting.Fold(fold, 5).split(recordings, 3);
      assertThat(folds.get(fold - 1).recordings()).isEqualTo(two.get(1).recordings());
    }
    assertThatThrownBy(() -> Splitting.parse("folds:1"))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("Invalid split: folds:1 (must be at least 2 folds)");
  }

  @Test
  void randomSplitsDependOnTheSeedAlone() {
    List<LabelledEntry> recordings = recordings(20, 20);
    for (String text : List.of("stratified:0.8", "shuffled:0.8", "fold:1/4")) {
      Splitting splitting = Splitting.parse(text);
      assertThat(splitting.split(recordings, 1)).as(text).isEqualTo(splitting.split(recordings, 1));
      assertThat(splitting.split(recordings, 1))
          .as(text)
          .isNotEqualTo(splitting.split(recordings, 2));
    }
    assertThat(Splitting.parse("stratified:0.8").split(recordings, 1).get(1).recordings())
        .extracting(LabelledEntry::label)
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(Splitting.parse("shuffled:0.8").split(recordings, 1).get(0).recordings())
        .hasSize(32);
  }

  @Test
  void numbersAreReadFromTheEndOfTheName() {
    List<LabelledEntry> files =
        List.of(
            LabelledEntry.whole("7/cifar10_cat_99.aedat4", 1, 0),
            LabelledEntry.whole("7/cifar10_cat_100.aedat4", 1, 0));
    assertThat(new Splitting.Numbered(100).tested(files, 0)).containsExactly(true, false);
    assertThatThrownBy(
            () ->
                new Splitting.Numbered(1)
                    .tested(List.of(LabelledEntry.whole("7/cat.bin", 1, 0)), 0))
        .hasMessageContaining("7/cat.bin does not end in a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sew",
        "all",
        "all:",
        "all:A b",
        "first",
        "first:x",
        "first:0.5/2",
        "fold:2",
        "fold:0.5/2",
        "half:0.5"
      })
  void anUnknownSplitNamesTheKnownOnes(String text) {
    assertThatThrownBy(() -> Splitting.parse(text))
        .isInstanceOf(InvalidValue.class)
        .hasMessage(
            "Invalid split: %s (expected such as first:0.9, stratified:0.8, shuffled:0.9, folds:5, fold:1/5, numbered:100, below:100 or all:test)",
            text);
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatThrownBy(() -> Splitting.parse("first:1.0"))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("Invalid split: a part of 1.0 trains (must be between 0 and 1)");
    assertThatThrownBy(() -> Splitting.parse("fold:6/5"))
        .hasMessage("Invalid split: fold:6/5 (must be one of at least 2 folds, counted from 1)");
  }

  /** One character a recording: a dot trains, a hash is tested. */
  private static String flags(Splitting splitting, int... classes) {
    StringBuilder text = new StringBuilder();
    for (boolean tested : ((Splitting.TwoWay) splitting).tested(recordings(classes), 1)) {
      text.append(tested ? '#' : '.');
    }
    return text.toString();
  }

  private static List<LabelledEntry> recordings(int... classes) {
    List<LabelledEntry> recordings = new ArrayList<>();
    for (int label = 0; label < classes.length; label++) {
      for (int i = 0; i < classes[label]; i++) {
        recordings.add(LabelledEntry.whole(label + "/" + i + ".bin", 1, label));
      }
    }
    return recordings;
  }
}

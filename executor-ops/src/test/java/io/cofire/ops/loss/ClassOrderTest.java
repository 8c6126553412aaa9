package io.cofire.ops.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.random.Key;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The order of classes that top-1 and top-5 accuracy are taken from, with ties and NaN. */
class ClassOrderTest {

  private static final float NAN = Float.NaN;

  private final Loss loss = new SoftmaxCrossEntropy(6);

  @Test
  void largerOutputsComeBefore() {
    assertThat(places(3, 9, -1, 4, 0, 5)).containsExactly(3, 0, 5, 2, 4, 1);
  }

  @Test
  void ofEqualOutputsTheFirstClassComesBefore() {
    assertThat(places(2, 2, 7, 2, 7, 2)).containsExactly(2, 3, 0, 4, 1, 5);
    assertThat(places(0, 0, -0f, 0, 0, 0)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void nanComesAfterEveryNumber() {
    float low = Float.NEGATIVE_INFINITY;
    assertThat(places(NAN, low, 1, NAN, Float.POSITIVE_INFINITY, low))
        .containsExactly(4, 2, 1, 5, 0, 3);
    assertThat(places(NAN, NAN, NAN, NAN, NAN, NAN)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void thePredictionIsTheClassBeforeWhichThereIsNone() {
    SplittableRandom random = Key.of(5).child("order").random();
    float[] choices = {-1, 0, -0f, 1, 2, NAN, Float.POSITIVE_INFINITY};
    for (int trial = 0; trial < 500; trial++) {
      float[] outputs = new float[6];
      for (int k = 0; k < 6; k++) {
        outputs[k] = choices[random.nextInt(choices.length)];
      }
      int[] places = places(outputs);
      assertThat(places[loss.prediction(FloatBuffer.wrap(outputs), 0)]).isZero();
      assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void theLikeliestClassesComeInThatOrder() {
    SplittableRandom random = Key.of(6).child("likeliest").random();
    float[] choices = {-1, 0, -0f, 1, 2, NAN, Float.POSITIVE_INFINITY};
    for (int trial = 0; trial < 500; trial++) {
      float[] outputs = new float[6];
      for (int k = 0; k < 6; k++) {
        outputs[k] = choices[random.nextInt(choices.length)];
      }
      int[] places = places(outputs);
      for (int most : new int[] {1, 4, 6, 9}) {
        int[] likeliest = loss.likeliest(FloatBuffer.wrap(outputs), 0, most);
        assertThat(likeliest).hasSize(Math.min(most, 6));
        for (int i = 0; i < likeliest.length; i++) {
          assertThat(places[likeliest[i]]).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxOrTheSharesOfVotes() {
    FloatBuffer two = FloatBuffer.wrap(new float[] {9, 9, 9, (float) Math.log(3), 0, -1000});
    assertThat(new SoftmaxCrossEntropy(3).probabilities(two, 1)).containsExactly(0.75f, 0.25f, 0);
    FloatBuffer votes = FloatBuffer.wrap(new float[] {0, 0, 0, 0, 0.75f, -1, 0.25f, 0});
    Loss square = new MeanSquareError(4);
    assertThat(square.probabilities(votes, 0)).containsOnly(0.25f);
    assertThat(square.probabilities(votes, 1)).containsExactly(0.75f, 0, 0.25f, 0);
    FloatBuffer broken = FloatBuffer.wrap(new float[] {1, NAN, 0});
    assertThat(new SoftmaxCrossEntropy(3).probabilities(broken, 0)).containsOnly(NAN);
    assertThat(new MeanSquareError(3).probabilities(broken, 0)).containsOnly(NAN);
  }

  /** Of each class, as the second of two samples. */
  private int[] places(float... outputs) {
    FloatBuffer two = FloatBuffer.allocate(12).put(6, outputs);
    int[] places = new int[6];
    for (int k = 0; k < 6; k++) {
      places[k] = loss.before(two, 1, k);
    }
    return places;
  }
}

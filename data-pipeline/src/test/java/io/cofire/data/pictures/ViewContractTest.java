package io.cofire.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.config.Choices;
import io.cofire.data.random.Key;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every view and every normalisation, whatever its rule. */
class ViewContractTest {

  static Stream<View> views() {
    return Stream.of(
        new View.Whole(),
        new View.RandomResizedCrop(24),
        new View.ScaleAndCrop(24, 30, 40),
        new View.CentreCrop(24, 28));
  }

  static Stream<Normalisation> normalisations() {
    return Stream.of(
        new Normalisation.Unit(),
        new Normalisation.ImageNet(),
        new Normalisation.Cifar10(),
        new Normalisation.Cifar100(),
        new Normalisation.Given(List.of(0.5), List.of(0.25)));
  }

  @Test
  void everyKindIsHere() {
    assertThat(views().map(Object::getClass)).hasSameElementsAs(Choices.kinds(View.class).values());
    assertThat(normalisations().map(Object::getClass))
        .hasSameElementsAs(Choices.kinds(Normalisation.class).values());
  }

  @ParameterizedTest
  @MethodSource("views")
  void theKeyAloneChoosesAPartOfTheImageInTheSizeThatIsSaid(View view) {
    for (int i = 0; i < 100; i++) {
      Key key = Key.of(34).child(i);
      int width = 20 + 13 * i;
      int height = 900 - 8 * i;

      Window seen = view.window(width, height, key);

      assertThat(view.window(width, height, key)).isEqualTo(seen);
      assertThat(seen.width()).isEqualTo(view.side().orElse(width));
      assertThat(seen.height()).isEqualTo(view.side().orElse(height));
      assertThat(seen.left()).isBetween(0.0, width - seen.boxWidth());
      assertThat(seen.top()).isBetween(0.0, height - seen.boxHeight());
      assertThat(seen.x()).isBetween(0, seen.scaledWidth() - seen.width());
      assertThat(seen.y()).isBetween(0, seen.scaledHeight() - seen.height());
    }
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void valuesRiseWithTheImagesAndHaveTheMeanAsTheirZero(Normalisation normalisation) {
    float[][] table = normalisation.table(3);

    assertThat(table.length).isEqualTo(3);
    for (int c = 0; c < 3; c++) {
      int from = normalisation.mean().size() == 1 ? 0 : c;
      double mean = normalisation.mean().get(from);
      double deviation = normalisation.deviation().get(from);
      assertThat(table[c].length).isEqualTo(256);
      for (int v = 0; v < 256; v++) {
        assertThat((double) table[c][v] * deviation + mean).isCloseTo(v / 255.0, within(1e-6));
      }
    }
  }
}

package io.cofire.driver.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.driver.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep is asked for. */
class SettingsTest {

  @Test
  void aCommaInsideBracketsOrQuotesIsAPartOfItsValue() {
    assertThat(SweptKey.parse("a.b=1, 2,3")).isEqualTo(new SweptKey("a.b", List.of("1", "2", "3")));
    assertThat(SweptKey.parse("o={kind: sgd, rate: 0.1},{kind: adam, rate: 1.0e-3}").values())
        .containsExactly("{kind: sgd, rate: 0.1}", "{kind: adam, rate: 1.0e-3}");
    assertThat(SweptKey.parse("l=[1, [2, 3]],[]").values()).containsExactly("[1, [2, 3]]", "[]");
    assertThat(SweptKey.parse("t=\"a,b\",'c,[',d=e").values())
        .containsExactly("\"a,b\"", "'c,['", "d=e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=1", "a=", "a=1,", "a=,1", "a=[1,2", "a=1],2", "a='1"})
  void whatIsNoChoiceIsRefused(String text) {
    assertThatThrownBy(() -> SweptKey.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("Cannot sweep over --set " + text + ": it ");
  }

  @Test
  void everyChoiceOfOneValueAKeyIsASetting() {
    List<Setting> all =
        Setting.all(
            List.of(
                new SweptKey("training.batch", List.of("30", "60")),
                new SweptKey("training.epochs", List.of("5")),
                new SweptKey("data.timesteps", List.of("4", "8"))));
    assertThat(all)
        .extracting(Setting::suffix)
        .containsExactly(
            "-batch-30-timesteps-4",
            "-batch-30-timesteps-8",
            "-batch-60-timesteps-4",
            "-batch-60-timesteps-8");
    assertThat(all.get(1).overrides())
        .containsExactly("training.batch=30", "training.epochs=5", "data.timesteps=8");
    assertThat(all.get(1).shown()).isEqualTo("training.batch=30 data.timesteps=8");
    assertThat(Setting.all(List.of()).get(0).suffix()).isEmpty();
  }

  @Test
  void settingsWhoseValuesAreNoNamesAreToldApart() {
    List<String> names =
        Setting.all(
                List.of(
                    SweptKey.parse(
                        "training.optimizer={kind: sgd, rate: 0.1},{kind: sgd, rate: [0.1]}"),
                    SweptKey.parse("network.x=" + "y".repeat(80) + "," + "y".repeat(81))))
            .stream()
            .map(Setting::suffix)
            .toList();
    assertThat(names).doesNotHaveDuplicates().hasSize(4);
    assertThat(names).allSatisfy(n -> assertThat(n).matches("[A-Za-z0-9._-]{1,70}"));
  }

  @Test
  void seedsAreNumbersAndRanges() {
    assertThat(Seeds.parse("1-3")).containsExactly(1L, 2L, 3L);
    assertThat(Seeds.parse("7, 2-3,7,-4")).containsExactly(7L, 2L, 3L, -4L);
    for (String wrong : List.of("", "a", "3-1", "1-", "1,,2", "1-100000")) {
      assertThatThrownBy(() -> Seeds.parse(wrong))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("expected such as 1-3");
    }
  }

  @Test
  void theDeviationIsThatOfASample() {
    assertThat(MeanAndDeviation.of(1, 2, 4).mean()).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(MeanAndDeviation.of(1, 2, 4).deviation())
        .isCloseTo(Math.sqrt(7 / 3.0), within(1e-12));
    assertThat(MeanAndDeviation.of(5).mean()).isEqualTo(5);
    assertThat(MeanAndDeviation.of(5).deviation()).isNaN();
    assertThat(MeanAndDeviation.of().mean()).isNaN();
  }
}

package io.cofire.data.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.FaultChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultChoiceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reject | reject",
        " Reject | reject",
        "keep-whole | keep-whole",
        "drop-outside | drop-outside:0.1%",
        "DROP-OUTSIDE:0.50% | drop-outside:0.5%",
        "drop-outside:100% | drop-outside:100%",
        "keep-whole,drop-outside | keep-whole,drop-outside:0.1%",
        "drop-outside:2% , keep-whole | keep-whole,drop-outside:2%"
      })
  void aChoiceIsWrittenInOneWay(String text, String written) {
    FaultChoice choice = FaultChoice.of(text);
    assertThat(choice).hasToString(written);
    assertThat(FaultChoice.of(written)).isEqualTo(choice);
    assertThat(DecodeWords.of(Map.of("faults", text), name -> "--" + name))
        .hasToString("--faults=" + written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keep",
        "reject,keep-whole",
        "keep-whole,keep-whole",
        "drop-outside,drop-outside:1%",
        "drop-outside:0%",
        "drop-outside:101%",
        "drop-outside:0.5",
        "drop-outside:-1%",
        "keep-whole,"
      })
  void whatIsNoChoiceIsRefusedWithTheWords(String text) {
    assertThatThrownBy(() -> DecodeWords.of(Map.of("faults", text), name -> "--" + name))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("--faults")
        .hasMessageContaining("expected reject, or keep-whole, drop-outside or both");
  }

  @Test
  void theShareIsRoundedUpToWholeEvents() {
    FaultChoice usual = FaultChoice.of("drop-outside");
    assertThat(usual.most(1)).isEqualTo(1);
    assertThat(usual.most(601)).isEqualTo(1);
    assertThat(usual.most(1000)).isEqualTo(1);
    assertThat(usual.most(1001)).isEqualTo(2);
    assertThat(FaultChoice.of("drop-outside:100%").most(77)).isEqualTo(77);
    assertThat(FaultChoice.of("keep-whole").most(1_000_000)).isZero();
  }

  @Test
  void whatIsNotStatedStaysAsOthersHaveIt() {
    DecodeOptions kept = DecodeOptions.none().withFaults(FaultChoice.of("keep-whole"));
    assertThat(DecodeWords.NONE.over(kept).faults()).isEqualTo(kept.faults());
    assertThat(new DecodeWords(Map.of("faults", "reject")).over(kept).faults())
        .isEqualTo(FaultChoice.REJECT);
  }
}

package io.cofire.data.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ChoicesTest {

  private sealed interface Shape permits Round, Flat {}

  private sealed interface Round extends Shape permits Ball, Coin {}

  private sealed interface Flat extends Shape permits Coin, Sheet {}

  @Kind("ball")
  private record Ball() implements Round {}

  @Kind("coin")
  private record Coin() implements Round, Flat {}

  @Kind("sheet")
  private record Sheet() implements Flat {}

  private sealed interface Twins permits One, Other {}

  @Kind("same")
  private record One() implements Twins {}

  @Kind("same")
  private record Other() implements Twins {}

  private sealed interface Nameless permits Nobody {}

  private record Nobody() implements Nameless {}

  private enum Words {
    WITH_A_BODY {}
  }

  @Test
  void theKindsAreThoseOfEveryRecordThatIsPermittedEachOnce() {
    assertThat(Choices.kinds(Shape.class))
        .containsExactly(
            entry("ball", Ball.class), entry("coin", Coin.class), entry("sheet", Sheet.class));
    assertThat(Choices.kind(Coin.class)).isEqualTo("coin");
  }

  @Test
  void onlySealedInterfacesAreChoices() {
    assertThat(Choices.isChoice(Shape.class)).isTrue();
    assertThat(Choices.isChoice(Ball.class)).isFalse();
    assertThat(Choices.isChoice(Words.class)).as("sealed, as its constant has a body").isFalse();
    assertThat(Choices.isChoice(Runnable.class)).isFalse();
  }

  @Test
  void twoRecordsOfOneKindAndOneOfNoneAreMistakes() {
    assertThatThrownBy(() -> Choices.kinds(Twins.class))
        .hasMessage(
            "Cannot tell %s from %s: both are of kind same"
                .formatted(One.class.getName(), Other.class.getName()));
    assertThatThrownBy(() -> Choices.kinds(Nameless.class))
        .hasMessage("Cannot name %s: it has no @Kind".formatted(Nobody.class.getName()));
  }
}

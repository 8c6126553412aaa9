package io.cofire.data.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegibleTest {

  @Test
  void whatATerminalObeysIsAnEscape() {
    assertThat(Legible.of("a\u001b[2J\u0007\u009b\u007fb"))
        .isEqualTo("a\\u001b[2J\\u0007\\u009b\\u007fb");
    assertThat(Legible.of("a\nrejected: b\r\tc")).isEqualTo("a\\nrejected: b\\r\\tc");
    assertThat(Legible.of("a\u202egpj.\u2028\u2066")).isEqualTo("a\\u202egpj.\\u2028\\u2066");
  }

  @Test
  void whatPeopleWriteStays() {
    String text = "Ärger, кот, 猫, \uD83D\uDE00, \u200D, C:\\n";
    assertThat(Legible.of(text)).isSameAs(text);
  }

  @Test
  void linesStayWhereTheyAreWanted() {
    assertThat(Legible.lines("a\n\tb\u001b\r\n")).isEqualTo("a\n\tb\\u001b\\r\n");
  }
}

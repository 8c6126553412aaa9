package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MaskedLinesTest {

  @Test
  void aSecretThatIsPrintedInPartsIsMasked() {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(new MaskedLines(printed), true);

    out.printf(Locale.ROOT, "shards: %s%s@bucket%n", "s3a://KEY:", "SECRET");
    out.print("ready");
    out.flush();

    assertThat(printed.toString()).isEqualTo("shards: s3a://***@bucket\nready");
  }
}

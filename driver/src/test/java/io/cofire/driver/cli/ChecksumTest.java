package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  /** RFC 1321 gives the MD5 of {@code abc}. */
  @Test
  void filesThatDifferOrAreUnknownAreNamedWithBothSums() throws IOException {
    Path train = Files.writeString(folder.resolve("Train.zip"), "abc");
    Path other = Files.writeString(folder.resolve("other.zip"), "abc");
    assertThat(Cofire.execute("checksum", "nmnist", train.toString(), other.toString()))
        .isEqualTo(3);
    assertThat(text(printed))
        .endsWith(
            """
            different  %s: MD5 900150983cd24fb0d6963f7d28e17f72, expected 20959b8e626244a1b502305a9e6e2031 of SpikingJelly n_mnist.py; tonic nmnist.py; download it again
            unknown    %s: MD5 900150983cd24fb0d6963f7d28e17f72, none is published for a file of this name in nmnist
            """
                .formatted(train, other));
  }

  @Test
  void aMissingFileOrDataSetIsOneError() {
    assertThat(Cofire.execute("checksum", "nmnist", folder + "/none.zip")).isEqualTo(2);
    assertThat(text(errors))
        .endsWith("cofire: Cannot check " + folder + "/none.zip: no such file; check the path\n");
    assertThat(Cofire.execute("checksum", "mnist", folder + "/none.zip")).isEqualTo(2);
    assertThat(text(errors)).contains("Unknown data set layout: mnist (known: nmnist, ");
  }

  private static String text(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8);
  }
}

package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.SixteenBits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Mistakes that are found before Spark starts: one message on standard error, and a code. */
class CofireTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void aRecipeThatIsMissingIsTheUsersMistake() {
    assertThat(Cofire.execute("train", folder + "/none.yaml")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("cofire: Cannot read recipe " + folder + "/none.yaml: no such file\n");
  }

  @Test
  void whatATerminalWouldObeyIsShownAsEscapes() {
    String name = folder + "/a\u001b[2J\ncofire: done.yaml";
    assertThat(Cofire.execute("train", name)).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "cofire: Cannot read recipe "
                + folder
                + "/a\\u001b[2J\\ncofire: done.yaml: no such file\n");
    printed.reset();
    assertThat(Cofire.execute("train", "r.yaml", "--x\u001b]0;title\u0007\ny")).isEqualTo(2);
    assertThat(errors()).startsWith("Unknown option: '--x\\u001b]0;title\\u0007\\ny'\n");
  }

  /** A file in place of a folder refuses, as a folder without rights does, and root as well. */
  @Test
  void whereNothingCanBeWrittenTheFileSystemIsToBlame() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(Cofire.execute("simulate", file + "/below", "--per-class=1")).isEqualTo(4);
    assertThat(errors()).startsWith("cofire: Cannot simulate into " + file);
  }

  @Test
  void aWrongRecipeIsTheUsersMistake() throws IOException {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), "nam: x\n");

    assertThat(Cofire.execute("train", recipe.toString())).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "cofire: Cannot read recipe "
                + recipe
                + ", line 1: unknown key nam (did you mean name? known here: name, seed, data,"
                + " network, training, run)\n");
  }

  @Test
  void anEngineThatDoesNotExistIsToldWithThoseThatDo() throws IOException {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), TinyRecipe.on(folder));

    assertThat(Cofire.execute("train", recipe.toString(), "--set", "run.engine=foo")).isEqualTo(2);
    assertThat(errors())
        .startsWith("cofire: Cannot read recipe " + recipe + ", --set run.engine=foo: ")
        .contains("invalid run.engine: foo (must be one of auto, libtorch, nd4j");
  }

  @Test
  void aPrecisionThatTheProcessorLacksIsRefusedBeforeSparkStarts() throws IOException {
    assumeFalse(SixteenBits.here().has(Precision.FP16), "this processor computes in fp16");
    Path recipe = Files.writeString(folder.resolve("r.yaml"), TinyRecipe.on(folder));

    assertThat(Cofire.execute("train", recipe.toString(), "--set", "run.precision=fp16"))
        .isEqualTo(2);
    assertThat(errors())
        .startsWith("cofire: Cannot open engine nd4j in fp16 on ")
        .contains("has no avx512_fp16 and would be slower than in float32 (set run.precision: ")
        .hasLineCount(1);
  }

  /** What the library lets through: without this it would end in the words of a lost process. */
  @Test
  void anErrorOfAnyKindIsReported() {
    assertThat(Cofire.executed(new CommandLine(new Breaks()))).isEqualTo(1);
    assertThat(errors())
        .startsWith("cofire: Internal error: java.lang.AssertionError: torn\n")
        .contains("cofire: details are in ");
  }

  /** A command with a mistake of ours in it. */
  @CommandLine.Command
  static final class Breaks implements Runnable {
    @Override
    public void run() {
      throw new AssertionError("torn");
    }
  }

  @Test
  void anUnknownOptionShowsTheUsage() {
    assertThat(Cofire.execute("train", "r.yaml", "--frsh")).isEqualTo(2);
    assertThat(errors()).contains("Unknown option: '--frsh'", "Possible solutions: --fresh");
    assertThat(errors()).doesNotContain("\tat ");
  }

  @Test
  void aFolderThatHoldsSomethingIsNotSimulatedInto() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "x");

    assertThat(Cofire.execute("simulate", folder.toString())).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "cofire: Cannot simulate into "
                + folder
                + ": it is not empty; delete it or choose another folder\n");
  }

  @Test
  void recordingsAreSimulatedWithoutSpark() throws IOException {
    Path target = folder.resolve("gestures");

    assertThat(Cofire.execute("simulate", target.toString(), "--per-class=2", "--test-per-class=1"))
        .isEqualTo(0);
    try (var files = Files.walk(target)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(8 * 3);
    }
  }

  private String errors() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBePrintedEndsWithTheCodeOfStorage() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(new FullStream(), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cofire.execute("recipe", "--keys")).isEqualTo(4);
      assertThat(Cofire.execute("recipe")).isEqualTo(2);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(complained.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("cofire: Cannot write to standard output");
  }

  private static final class FullStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}

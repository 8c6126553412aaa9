package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads as YAML and would not be carried out is refused by name. */
class YamlTextTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a: &x 1,b: *x| 2: a recipe does not take the alias *x (write its value out)",
        "a: [1],b: [&y {c: 1}; *y]| 2: a recipe does not take the alias *y (write its value out)",
        "b:,  <<: {c: 1}| 2: a recipe does not take the merge key << (write its keys out, or use"
            + " 'extends')",
        "a: 1,...,---,b: 2| 4: a recipe does not take a second document (nothing behind '---' or '...'"
            + " is read)",
        "a: 1,...,---,b: 2| 4: a recipe does not take a second document (nothing behind '---' or '...'"
            + " is read)",
        "seed: 010| 1: a recipe does not take a number with a leading zero, 010, which YAML reads"
            + " as octal (write it without)",
        "seed: -007| 1: a recipe does not take a number with a leading zero, -007, which YAML reads"
            + " as octal (write it without)",
        "a: [1; 0_7]| 1: a recipe does not take a number with a leading zero, 0_7, which YAML reads"
            + " as octal (write it without)",
        "a: !!str 5| 1: a recipe does not take the tag !tag:yaml.org,2002:str (write the value"
            + " alone)",
        "a: !!javax.script.ScriptEngineManager [1]| 1: a recipe does not take the tag"
            + " !tag:yaml.org,2002:javax.script.ScriptEngineManager (write the value alone)"
      })
  void whatIsNotCarriedOutIsRefusedByName(String lines, String message) {
    String text = lines.replace(",", "\n").replace(';', ',');

    assertThatThrownBy(() -> YamlText.read(text, "r.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("Cannot read recipe r.yaml, line " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 0", "a: -0", "a: 0.5", "a: '010'", "a: 10", "a: 1e-3", "a: &x 1"})
  void plainValuesAreTaken(String text) {
    assertThat(YamlText.read(text, "r.yaml").tree().has("a")).isTrue();
  }

  @Test
  void anOverrideFollowsTheSameRules() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);

    assertThatThrownBy(() -> Recipe.read(file, List.of("seed=010")))
        .hasMessage(
            "Cannot read recipe --set seed=010, line 1: a recipe does not take a number with a"
                + " leading zero, 010, which YAML reads as octal (write it without)");
  }

  @ParameterizedTest
  @CsvSource({"a: \u0007b,1", "'a: 1|b: 2|c: \u001b[0m',3", "'a: 1||b\u0000',3", "'a: \u007f1|',1"})
  void aControlCharacterIsNamedWithItsLine(String text, int line) {
    assertThatThrownBy(() -> YamlText.read(text.replace('|', '\n'), "r.yaml"))
        .hasMessageStartingWith(
            "Cannot read recipe r.yaml: not YAML: line " + line + ": a control character, U+00");
  }

  @Test
  void whatIsNoRecipesFileIsNamedForWhatItIs() throws IOException {
    Path weights = Files.write(folder.resolve("w.pth"), new byte[] {0x50, 0x4b, 3, 4, 9, 9, 9, -1});

    assertThatThrownBy(() -> YamlText.load(weights))
        .hasMessageContaining(
            "w.pth: it is a zip archive, such as PyTorch's .pth and .pt; expected a recipe, a YAML file");
    assertThatThrownBy(() -> YamlText.load(folder))
        .hasMessageContaining(folder + ": it is a folder; expected a recipe's file");
    assertThatThrownBy(() -> YamlText.load(Path.of("s3a://bucket/x.yaml")))
        .hasMessageContaining("no such file; a recipe is read from this machine: copy it here");
    assertThatThrownBy(() -> YamlText.load(folder.resolve("none.yaml")))
        .hasMessageEndingWith("none.yaml: no such file");
  }

  @Test
  void bracketsInsideBracketsEndAtOnce() {
    String text = "a: " + "[".repeat(10_000) + "]".repeat(10_000);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> YamlText.read(text, "r.yaml"))
                .hasMessage(
                    "Cannot read recipe r.yaml, line 1: a recipe does not take a value inside 32"
                        + " others"));
  }

  @Test
  void aTextThatIsNoRecipeIsNotReadWhole() throws IOException {
    Path file = Files.write(folder.resolve("big.yaml"), new byte[YamlText.MOST_BYTES + 1]);

    assertThatThrownBy(() -> YamlText.load(file))
        .hasMessage(
            "Cannot read recipe %s: 1048577 bytes are too long (at most 1048576)".formatted(file));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, UTF-16", "UTF-16LE, not UTF-8", "ISO-8859-1, not UTF-8"})
  void anotherEncodingIsNamed(String charset, String found) throws IOException {
    Path file = folder.resolve("r.yaml");
    Files.write(file, "name: für\n".getBytes(Charset.forName(charset)));

    assertThatThrownBy(() -> Source.read(file))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("Cannot read recipe " + file);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
    Path file = folder.resolve("r.yaml");
    Files.write(file, "\uFEFFname: a\n".getBytes(StandardCharsets.UTF_8));

    assertThat(Source.read(file).tree().path("name").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed=99999999999999999999| invalid seed: 99999999999999999999 (must be a whole number from"
            + " -9223372036854775808 to 9223372036854775807)",
        "training.epochs=3000000000| invalid training.epochs: 3000000000 (must be a whole number"
            + " from -2147483648 to 2147483647)",
        "training.optimizer.rate=1.0e999| (must be a number",
        "training.optimizer.rate=.inf|, line 1: a recipe does not take .inf (a number must be finite)",
        "training.optimizer.rate=-.INF|, line 1: a recipe does not take -.INF (a number must be finite)",
        "training.optimizer.rate=.nan|, line 1: a recipe does not take .nan (a number must be finite)",
        "training.optimizer.rate=.NaN|, line 1: a recipe does not take .NaN (a number must be finite)",
        "data.shards=\"a\\u0000b\"| (must be text without control characters)",
        "name=\"a\\u001b[2J\"| (must be text without control characters)"
      })
  void aValueThatCannotBeIsASentence(String override, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);

    assertThatThrownBy(() -> Recipe.read(file, List.of(override)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aBaseWithAZeroCharacterIsNoPath() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), "extends: \"a\\u0000b\"\n");

    assertThatThrownBy(() -> Recipe.read(file, List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("invalid extends");
  }
}

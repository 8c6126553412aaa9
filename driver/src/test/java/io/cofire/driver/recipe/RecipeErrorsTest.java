package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake gives one message with the file, the line, the path, the value and the remedy. */
class RecipeErrorsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "optimizer: {| optimiser: {| line 13: unknown key training.optimiser (did you mean"
            + " optimizer? known here: ranks, batch, epochs, lastBatch, sync, normSync, loss, optimizer, schedule, averaging, initFrom, resumeFrom, head, freeze, clipNorm, accumulate, classWeights, ema, stopEarly)",
        "batch: 10| bach: 10| line 11: unknown key training.bach (did you mean batch? known here:"
            + " ranks, batch, epochs, lastBatch, sync, normSync, loss, optimizer, schedule, averaging, initFrom, resumeFrom, head, freeze, clipNorm, accumulate, classWeights, ema, stopEarly)",
        "{channels: 8, blocks: 1}| {channels: 8, blocks: 0}| line 8: invalid"
            + " network.stages[0].blocks: 0 (must be at least 1)",
        "rate: 1e-1| rate: -0.1| line 13: invalid training.optimizer.rate: -0.1 (must be positive)",
        "rate: 1e-1| rate: fast| line 13: invalid training.optimizer.rate: \"fast\" (must be a"
            + " number)",
        "batch: 10| batch: 10.5| line 11: invalid training.batch: 10.5 (must be a whole number)",
        "batch: 10| batch: 0| line 11: invalid training.batch: 0 (must be at least training.ranks,"
            + " 1)",
        "block: sew| block: sow| line 5: invalid network.block: sow (must be one of tdbn, sew, spiking,"
            + " ms, without-lif, plain)",
        "block: sew| block: {kind: ms, order: sr-c}| line 5: invalid network.block.lastNorm: zero (must"
            + " be like-others unless order is sr-a: sr-b has no norm behind its last convolution, and"
            + " sr-c's last neurons would never fire)",
        "kind: integrate-and-fire| kind: izhi| line 9: invalid network.neuron.kind: izhi (must be one"
            + " of iterative-lif, lif, integrate-and-fire, parametric-lif, relu)",
        "kind: integrate-and-fire| threshold: 1| line 9: missing network.neuron.kind (must be one of"
            + " iterative-lif, lif, integrate-and-fire, parametric-lif, relu)",
        "stem: {channels: 8}| stem: 8| line 6: invalid network.stem: 8 (must be a mapping of keys)",
        "- {channels: 8, blocks: 1}| channels: 8| line 7: invalid network.stages:"
            + " {\"channels\":8} (must be a list)",
        "shards: data/x, | \"\"| line 2: missing data.shards, which has no default",
        "timesteps: 4| timesteps: | line 2: invalid data.timesteps: \"\" (must be a whole"
            + " number)",
        "name: short| name: a/b| line 1: invalid name: a/b (must be letters, digits, '.', '_' and"
            + " '-' only)",
        "name: short| name: 3| line 1: invalid name: 3 (must be text; put numbers and dates in"
            + " quotes)"
      })
  void aMistakeIsExplained(String right, String wrong, String message) {
    String text = RecipeTest.SHORT.replace(right, wrong == null ? "" : wrong);

    assertThatThrownBy(() -> Recipe.parse(text, "short.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessage("Cannot read recipe short.yaml, " + message);
  }

  @Test
  void textThatIsNotYamlNamesTheLine() {
    assertThatThrownBy(() -> Recipe.parse("name: a\ndata: {b\n", "r.yaml"))
        .hasMessageStartingWith("Cannot read recipe r.yaml: not YAML: line 3: ");
    assertThatThrownBy(() -> Recipe.parse("name: a\nname: b\n", "r.yaml"))
        .hasMessage("Cannot read recipe r.yaml: not YAML: line 2: Duplicate field 'name'");
    assertThatThrownBy(() -> Recipe.parse("", "r.yaml"))
        .hasMessage("Cannot read recipe r.yaml: expected 'key: value' lines, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.batch| --set training.batch: expected path=value, such as training.batch=60",
        "training.bach=3| R, --set training.bach=3: unknown key training.bach (did you mean batch?"
            + " known here: ranks, batch, epochs, lastBatch, sync, normSync, loss, optimizer, schedule, averaging, initFrom, resumeFrom, head, freeze, clipNorm, accumulate, classWeights, ema, stopEarly)",
        "trainin.batch=3| R, --set trainin.batch=3: unknown key trainin (did you mean training? known"
            + " here: name, seed, data, network, training, run)",
        "training.batch=x| R, --set training.batch=x: invalid training.batch: \"x\" (must be a whole"
            + " number)",
        "network.stages[3].blocks=1| --set network.stages[3].blocks=1: no entry 3 (the list has 0 to"
            + " 0)",
        "name.x=1| --set name.x=1: the value that should hold x is no mapping"
      })
  void aWrongOverrideIsNamed(String override, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);

    assertThatThrownBy(() -> Recipe.read(file, List.of(override)))
        .isInstanceOf(RecipeException.class)
        .hasMessage("Cannot read recipe " + message.replace("R,", file + ","));
  }
}

package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionTest {

  @TempDir Path folder;

  @BeforeEach
  void aBase() throws IOException {
    write(
        "base.yaml",
        """
        name: base
        data: {shards: data/x, timesteps: 4, augment: [{kind: shift, most: 1}, {kind: polarity-flip, probability: 0.5}]}
        network: ms-resnet8
        training:
          batch: 10
          epochs: 3
          optimizer: {kind: sgd, rate: 0.1, weightDecay: 1.0e-4}
          schedule: {kind: step, every: 35, decay: 0.1}
        """);
  }

  @Test
  void whatARecipeLeavesOutIsThatOfTheOneItExtends() throws IOException {
    Recipe recipe =
        read(
            "r.yaml",
            """
            extends: base.yaml
            name: derived
            data: {augment: [{kind: shift, most: 2}]}
            training: {epochs: 5, optimizer: {rate: 0.2}, schedule: {kind: cosine}}
            """);
    assertThat(recipe.name()).isEqualTo("derived");
    assertThat(recipe.data().shards()).isEqualTo("data/x");
    assertThat(recipe.data().augment()).hasSize(1);
    assertThat(recipe.training().batch()).isEqualTo(10);
    assertThat(recipe.training().epochs()).isEqualTo(5);
    assertThat(recipe.training().optimizer())
        .isEqualTo(new OptimizerConfig.Sgd(0.2, 0.9, 1e-4, true));
    assertThat(recipe.training().schedule()).isEqualTo(new Schedule.Cosine());
  }

  @Test
  void extensionsMayBeExtendedAndNamedNetworksChangedOrReplaced() throws IOException {
    write("middle.yaml", "{extends: base.yaml, name: m, network: {dropout: 0.2}, seed: 7}");
    Recipe changed = read("a.yaml", "{extends: middle.yaml, name: a}");
    assertThat(changed.seed()).isEqualTo(7);
    assertThat(changed.network())
        .isEqualTo(NamedNetwork.of("ms-resnet8", List.of("network.dropout=0.2")));
    Recipe replaced = read("b.yaml", "{extends: middle.yaml, name: b, network: ms-resnet20}");
    assertThat(replaced.network()).isEqualTo(NamedNetwork.of("ms-resnet20", List.of()));
  }

  @Test
  void theNameIsNeverInherited() {
    assertThatThrownBy(() -> read("r.yaml", "{extends: base.yaml, seed: 2}"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("r.yaml")
        .hasMessageContaining("missing name");
  }

  @Test
  void anErrorNamesTheFileAndLineOfTheRecipeThatWroteIt() throws IOException {
    write("bad.yaml", "name: bad\nextends: base.yaml\ntraining:\n  batch: none");
    assertThatThrownBy(() -> read("r.yaml", "{extends: bad.yaml, name: r}"))
        .hasMessageContaining(folder.resolve("bad.yaml") + ", line 4")
        .hasMessageContaining("training.batch");
    assertThatThrownBy(() -> read("r.yaml", "extends: bad.yaml\nname: r\ntraining: {batch: 0}"))
        .hasMessageContaining(folder.resolve("r.yaml") + ", line 3")
        .hasMessageContaining("training.batch");
  }

  @Test
  void aBaseThatIsMissingOrExtendsItselfIsAnError() throws IOException {
    assertThatThrownBy(() -> read("r.yaml", "{extends: gone.yaml, name: r}"))
        .hasMessageContaining(
            "r.yaml, line 1: invalid extends: \"gone.yaml\" (there is no file "
                + folder.resolve("gone.yaml"));
    assertThatThrownBy(() -> read("r.yaml", "name: r\nextends:"))
        .hasMessageContaining("r.yaml, line 2: invalid extends: ");
    assertThatThrownBy(() -> read("r.yaml", "name: r\nextends: ' '"))
        .hasMessageContaining("r.yaml, line 2: invalid extends: ");
    assertThatThrownBy(() -> read("r.yaml", "name: r\nextends: ."))
        .hasMessageContaining("r.yaml, line 2: invalid extends: \".\" (there is no file ");
    write("one.yaml", "{extends: two.yaml, name: one}");
    assertThatThrownBy(() -> read("two.yaml", "{extends: one.yaml, name: two}"))
        .hasMessageContaining(
            "one.yaml, line 1: invalid extends: %s extends itself"
                .formatted(folder.resolve("two.yaml")));
    assertThatThrownBy(() -> read("r.yaml", "{extends: [a], name: r}"))
        .hasMessageContaining("r.yaml, line 1: invalid extends: [\"a\"] (must be a recipe's file)");
  }

  private Recipe read(String file, String text) throws IOException {
    write(file, text);
    return Recipe.read(folder.resolve(file), List.of());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}

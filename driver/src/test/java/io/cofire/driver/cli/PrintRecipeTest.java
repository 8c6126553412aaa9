package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.recipe.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recipe, and the keys of all recipes, as people see them. */
class PrintRecipeTest {

  private static final String FILE = "../conf/recipes/quickstart.yaml";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRecipeIsPrintedWholeAndReadsBackToTheSame() {
    assertThat(Cofire.execute("recipe", FILE, "--set", "seed=7")).isZero();

    Recipe again = Recipe.parse(out(), "printed");
    assertThat(again).isEqualTo(Recipe.read(Path.of(FILE), List.of("seed=7")));
    assertThat(out()).contains("seed: 7\n", "  watchEverySteps: 50\n");
  }

  @Test
  void everyKeyHasARowWithItsDefault() {
    assertThat(Cofire.execute("recipe", "--keys")).isZero();

    assertThat(out().replaceAll(" +", " "))
        .contains(
            "KEY DEFAULT VALUE\nname (required) text\nseed 1 whole number\n",
            "data.image (none) the keys below\ndata.image.training whole kind: whole, random-",
            "run.recompute none none, neuron, block, stage\n",
            "\nnetwork of kind resnet\nnetwork.block (required) kind: tdbn, sew, ",
            "network.stages (required) list of the keys below\n",
            "network.hidden [] list of whole numbers\n",
            "\nnetwork.neuron of kind iterative-lif\nnetwork.neuron.decay 0.25 number\n");
  }

  @Test
  void aWrongRecipeOrARequestForNothingIsTheUsersToMend() {
    assertThat(Cofire.execute("recipe", FILE, "--set", "training.batch=none")).isEqualTo(2);
    assertThat(err()).contains("invalid training.batch: \"none\" (must be a whole number)");
    assertThat(Cofire.execute("recipe")).isEqualTo(2);
    assertThat(Cofire.execute("recipe", FILE, "--keys")).isEqualTo(2);
    assertThat(err())
        .contains("cofire: Cannot print a recipe: name either its file or --keys alone\n");
    assertThat(out()).isEmpty();
  }
}

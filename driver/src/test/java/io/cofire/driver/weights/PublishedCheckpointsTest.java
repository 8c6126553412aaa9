package io.cofire.driver.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.NamedNetwork;
import io.cofire.driver.weights.WeightImport.Imported;
import io.cofire.driver.weights.WeightImport.Target;
import io.cofire.driver.weights.torch.TorchNames;
import io.cofire.ops.network.NetworkConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints that PyTorch wrote, under the names of published code: what a network answers with
 * them here is what PyTorch says.
 */
class PublishedCheckpointsTest {

  private static final float NEAR = 1e-4f;
  private static final String PYTHON = "/usr/bin/python3"; // the one of the system's packages

  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"events.pth", "events-legacy.pth"})
  void aFileOfEitherFormAnswersAsPyTorch(String file) throws IOException {
    Path specimens = specimens();
    List<String> narrow = TorchAnswers.narrow("sew-7b", 2);
    Imported imported = read(specimens.resolve(file), "sew-7b", narrow);
    assertThat(imported.matched().form()).isEqualTo("the SEW authors' networks for event data");
    assertThat(imported.matched().counters()).isEqualTo(15);
    assertThat(TorchAnswers.here("sew-7b", narrow, imported.weights()))
        .containsExactly(TorchAnswers.there(specimens.resolve("events.logits")), within(NEAR));
  }

  @Test
  void aCheckpointWithMoreThanWeightsIsSearched() throws IOException {
    List<String> narrow = TorchAnswers.narrow("sew-7b", 2);
    Imported imported = read(specimens().resolve("events-legacy.pth"), "sew-7b", narrow);
    assertThat(imported.key()).isEqualTo("model");
    assertThat(imported.matched().rows().get(0).there())
        .isEqualTo("module.conv.0.0.module.0.weight");
  }

  @ParameterizedTest
  @CsvSource({
    "sj-sew18,      sew-resnet18,      SpikingJelly",
    "sew18,         sew-resnet18,      the SEW authors' sew_resnet",
    "spiking18,     spiking-resnet18,  the SEW authors' spiking_resnet",
    "ms18,          ms-resnet18,       the MS authors' resnet18 and resnet34",
  })
  void everyFamilyAnswersAsPyTorch(String file, String network, String form) throws Exception {
    requireSameAnswers(file, network, form);
  }

  @ParameterizedTest
  @CsvSource({
    "sj-sew50,      sew-resnet50,      SpikingJelly",
    "sj-spiking18,  spiking-resnet18,  SpikingJelly",
    "ms104,         ms-resnet104,      the MS authors' resnet104",
  })
  @Tag("nightly")
  void soDoDeeperOnes(String file, String network, String form) throws Exception {
    requireSameAnswers(file, network, form);
  }

  private static void requireSameAnswers(String file, String network, String form)
      throws IOException, InterruptedException {
    torch(file);
    List<String> narrow = TorchAnswers.narrow(network, 8);
    for (String ending : List.of(".pth", "-legacy.pth")) {
      Imported imported = read(folder.resolve(file + ending), network, narrow);
      assertThat(imported.matched().form()).isEqualTo(form);
      assertThat(TorchAnswers.here(network, narrow, imported.weights()))
          .containsExactly(TorchAnswers.there(folder.resolve(file + ".logits")), within(NEAR));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sj-sew18,   sew-resnet18,      SPIKINGJELLY",
    "spiking18,  spiking-resnet18,  SPIKING_AUTHORS",
    "ms18,       ms-resnet18,       MS_AUTHORS",
  })
  void whatIsExportedUnderTheNamesOfThatCodeAnswersThere(
      String file, String network, TorchNames names) throws Exception {
    torch(file);
    Imported imported =
        read(folder.resolve(file + ".pth"), network, TorchAnswers.narrow(network, 8));
    Path out = folder.resolve(file + ".safetensors");
    NetworkConfig config = NamedNetwork.of(network, List.of());
    WeightExport.renamed(imported.weights(), config, names)
        .write(new Configuration(false), new org.apache.hadoop.fs.Path(out.toUri()), Map.of());
    String script = specimens().resolve("torch_networks.py").toString();
    Path said = folder.resolve("load.txt");
    assertThat(ends(said, script, "load", out.toString(), file))
        .as(Files.readString(said))
        .isZero();
    assertThat(TorchAnswers.there(Path.of(out + ".logits")))
        .containsExactly(TorchAnswers.there(folder.resolve(file + ".logits")));
  }

  @Test
  void exportAndImportAreEachOthersInverse() throws IOException {
    List<String> narrow = TorchAnswers.narrow("sew-7b", 2);
    Weights weights = read(specimens().resolve("events.pth"), "sew-7b", narrow).weights();
    Path file = folder.resolve("events.safetensors");
    NetworkConfig config = NamedNetwork.of("sew-7b", narrow);
    WeightExport.renamed(weights, config, TorchNames.EVENT_AUTHORS)
        .write(new Configuration(false), new org.apache.hadoop.fs.Path(file.toUri()), Map.of());
    Imported again = read(file, "sew-7b", narrow);
    assertThat(again.matched().form()).isEqualTo(TorchNames.EVENT_AUTHORS.title());
    assertThat(again.weights().named()).usingRecursiveComparison().isEqualTo(weights.named());
    assertThatThrownBy(() -> WeightExport.renamed(weights, config, TorchNames.MS_AUTHORS))
        .isInstanceOf(InvalidValue.class)
        .hasMessageStartingWith(
            "Invalid --names: ms-authors (must be those of code that has networks of such ");
  }

  private static Imported read(Path file, String network, List<String> overrides)
      throws IOException {
    return WeightImport.read(
        new Configuration(false),
        new org.apache.hadoop.fs.Path(file.toUri()),
        new Target(network, overrides, Optional.empty(), ""));
  }

  private static Path specimens() {
    try {
      return Path.of(PublishedCheckpointsTest.class.getResource("/weights").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs the script where PyTorch is installed. */
  private static void torch(String name) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve(name + ".pth"))) {
      return;
    }
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "no " + PYTHON);
    Path said = folder.resolve(name + ".txt");
    assumeTrue(ends(said, "-c", "import torch, numpy") == 0, "no PyTorch (python3-torch)");
    String script = specimens().resolve("torch_networks.py").toString();
    assertThat(ends(said, script, folder.toString(), "8", name))
        .as(Files.readString(said))
        .isZero();
  }

  private static int ends(Path said, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    Process python =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!python.waitFor(2, TimeUnit.MINUTES)) {
      python.destroyForcibly();
      throw new AssertionError("PyTorch did not end within 2 minutes");
    }
    return python.exitValue();
  }
}

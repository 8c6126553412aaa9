package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.driver.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of one task as the start of another one. */
class FineTuneTest {

  @TempDir static Path folder;
  private static Path weights;
  private static Path recipe;

  @BeforeAll
  static void train() throws IOException {
    TinyShards.write(folder.resolve("three"), 24, 9);
    TinyShards.writeClasses(folder.resolve("four"), 4, 24, 8);
    recipe = folder.resolve("tiny.yaml");
    String runs = "run: {->run: {directory: \"" + folder.resolve("runs") + "\", ";
    Files.writeString(recipe, TinyRecipe.on(folder.resolve("three"), runs, "epochs: 5->epochs: 1"));
    CommandOutput.of(0, "train", recipe.toString());
    weights = folder.resolve("three.safetensors");
    CommandOutput.of(0, "export", folder + "/runs/tiny/seed-3", weights.toString());
  }

  private static String tune(int code, String name, String... sets) {
    List<String> command = new ArrayList<>(List.of("train", recipe.toString()));
    List<String> all = new ArrayList<>(List.of("name=" + name, "data.shards=" + folder + "/four"));
    all.add("training.initFrom=" + weights);
    all.addAll(List.of(sets));
    all.forEach(set -> command.addAll(List.of("--set", set)));
    return CommandOutput.of(code, command.toArray(String[]::new));
  }

  private static Map<String, NamedTensor> tensors(String file) throws IOException {
    Map<String, NamedTensor> named = new TreeMap<>();
    Weights.read(new Configuration(false), new org.apache.hadoop.fs.Path(file))
        .named()
        .forEach(tensor -> named.put(tensor.name(), tensor));
    return named;
  }

  private static String state(String run, int step) {
    return "%s/runs/%s/seed-3/checkpoints/step-%07d/state.safetensors".formatted(folder, run, step);
  }

  @Test
  void aNewHeadLearnsOtherClassesAndTheRestIsTaken() throws IOException {
    assertThat(tune(3, "kept"))
        .contains("of another shape: head.weight is [3, ", "instead of [4, ");
    tune(0, "new", "training.head=new");
    Map<String, NamedTensor> before = tensors(weights.toString());
    Map<String, NamedTensor> start = tensors(state("new", 0));
    assertThat(start.keySet()).isEqualTo(before.keySet());
    start.forEach(
        (name, tensor) -> {
          if (name.startsWith("head.")) {
            assertThat(tensor.shape().get(0)).as(name).isEqualTo(4);
          } else {
            assertThat(tensor.values()).as(name).isEqualTo(before.get(name).values());
          }
        });
  }

  @Test
  void freezingAndClippingAreExactOnResume() throws IOException {
    String[] rules = {
      "training.head=new", "training.freeze=[stem.*, stage1.*]", "training.clipNorm=0.1"
    };
    tune(0, "whole", rules);
    List<String> stopped = new ArrayList<>(List.of(rules));
    stopped.add("run.stopAfterSteps=2");
    tune(0, "parts", stopped.toArray(String[]::new));
    tune(0, "parts", rules);
    assertThat(Files.readAllBytes(Path.of(state("parts", 4))))
        .isEqualTo(Files.readAllBytes(Path.of(state("whole", 4))));
    Map<String, NamedTensor> before = tensors(weights.toString());
    tensors(state("whole", 4))
        .forEach(
            (name, tensor) -> {
              boolean parameter = !name.endsWith(".mean") && !name.endsWith(".variance");
              if (parameter && (name.startsWith("stem.") || name.startsWith("stage1."))) {
                assertThat(tensor.values()).as(name).isEqualTo(before.get(name).values());
              }
            });
  }

  @Test
  void rulesThatCannotHoldAreRefusedBeforeSparkStarts() {
    assertThat(tune(2, "none", "training.head=new", "training.freeze=[stage7.*]"))
        .contains("training.freeze: stage7.*", "must stand for parameters of the network");
    assertThat(tune(2, "norm", "training.clipNorm=-1")).contains("training.clipNorm: -1");
    assertThat(tune(2, "other", "training.head=other")).contains("training.head", "keep, new");
    assertThat(tune(2, "averaged", "training.sync=averaging", "training.freeze=[stem.*]"))
        .contains("training.freeze", "must be left out where training.sync is averaging");
    assertThat(tune(2, "parts-averaged", "training.sync=averaging", "training.accumulate=2"))
        .contains("training.accumulate", "must be left out where training.sync is averaging");
    for (String only : List.of("training.ema=0.9", "training.classWeights=balanced")) {
      assertThat(tune(2, "averaged", "training.sync=averaging", only))
          .contains(
              only.substring(0, only.indexOf('=')), "must be left out where training.sync is");
    }
    assertThat(tune(2, "weights", "training.classWeights=[1.0, 2.0]"))
        .contains("training.classWeights", "must be one for each of the 4 classes");
    assertThat(tune(2, "weight", "training.classWeights=[1.0, -2.0, 1.0, 1.0]"))
        .contains("must be positive");
    assertThat(tune(2, "ema", "training.ema=1.0")).contains("training.ema: 1.0", "below 1");
    assertThat(tune(2, "early", "training.stopEarly={patience: 2}"))
        .contains("training.stopEarly", "needs data.validation");
    assertThat(tune(2, "unequal", "training.accumulate=4"))
        .contains("training.accumulate: 4", "must divide training.batch, 6");
    assertThat(tune(2, "nothing", "training.accumulate=0")).contains("must be at least 1");
    assertThat(CommandOutput.of(2, "train", recipe.toString(), "--set", "training.head=new"))
        .contains("training.head", "needs training.initFrom");
  }
}

package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyShards;
import io.jhdf.HdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights out of a run and into another, and what an evaluation counts. */
class WeightsTest {

  private static final String RECIPE =
      """
      name: first
      data: {shards: FOLDER/data, timesteps: 1}
      network:
        kind: resnet
        block: tdbn
        stem: {channels: 4}
        stages: [{channels: 4, blocks: 1}, {channels: 6, blocks: 1, stride: 2}]
        neuron: {kind: iterative-lif}
      training:
        batch: 6
        epochs: 2
        optimizer: {kind: sgd, rate: 0.1}
      run: {directory: FOLDER/runs}
      """;

  @TempDir static Path folder;
  private static Path run;
  private static Path exported;
  private static String recipe;

  @BeforeAll
  static void trainOnce() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    Path file = folder.resolve("first.yaml");
    Files.writeString(file, RECIPE.replace("FOLDER", folder.toString()));
    recipe = file.toString();
    succeed("train", recipe);
    run = folder.resolve("runs/first/seed-1");
    exported = folder.resolve("first.safetensors");
    succeed("export", run.toString(), exported.toString());
  }

  @Test
  void anotherReaderFindsEveryTensorOfTheCheckpoint() throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    JsonNode header = read(exported, found);
    assertThat(header.path("__metadata__").path("format").asText()).isEqualTo("cofire-weights-1");
    assertThat(header.path("__metadata__").path("form").asText()).isEqualTo("trained");
    assertThat(header.path("stem.conv.weight").path("shape")).hasToString("[4,2,3,3]");
    assertThat(header.path("stage2.block1.shortcut.norm.mean").path("shape")).hasToString("[6]");
    Map<String, byte[]> checkpoint = new TreeMap<>();
    read(newest(run), checkpoint);
    Map<String, byte[]> expected = new TreeMap<>();
    checkpoint.forEach(
        (name, bytes) -> {
          if (!name.startsWith("optimizer.")) {
            expected.put(name.substring(name.indexOf('.') + 1), bytes);
          }
        });
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void aTrainingStartsFromAFileOrARunWithMoreTimesteps() throws IOException {
    List<Map<String, byte[]>> ends = new ArrayList<>();
    for (Path from : List.of(exported, run)) {
      String name = "from-" + ends.size();
      succeed(second(name, "training.initFrom=" + from, "data.timesteps=3"));
      Path mine = folder.resolve("runs/" + name + "/seed-1");
      Map<String, byte[]> start = new TreeMap<>();
      read(mine.resolve("checkpoints/step-0000000/state.safetensors"), start);
      Map<String, byte[]> weights = new TreeMap<>();
      read(exported, weights);
      weights.forEach(
          (tensor, bytes) -> {
            boolean statistic = tensor.endsWith(".mean") || tensor.endsWith(".variance");
            String there = (statistic ? "statistics." : "parameters.") + tensor;
            assertThat(start.get(there)).as(tensor).isEqualTo(bytes);
          });
      assertThat(start.get("optimizer.velocity.stem.conv.weight")).containsOnly(0);
      Map<String, byte[]> end = new TreeMap<>();
      read(newest(mine), end);
      ends.add(end);
    }
    assertThat(ends.get(0).keySet()).isEqualTo(ends.get(1).keySet());
    ends.get(0)
        .forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(ends.get(1).get(name)));
  }

  @Test
  void averagingStartsFromThemToo() throws IOException {
    String initial = "training.initFrom=" + exported;
    succeed(second("averaged", initial, "training.sync=averaging"));
    Path mine = folder.resolve("runs/averaged/seed-1");
    assertThat(mine.resolve("checkpoints/step-0000000")).isDirectory();
    String[] evaluate = second("averaged", initial, "training.sync=averaging");
    evaluate[0] = "evaluate";
    assertThat(succeed(evaluate)).contains("stem.conv ", "averaged seed 1: test accuracy ");
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedByName() {
    String initial = "training.initFrom=" + exported;
    String message = fail(3, second("wider", initial, "network.stem.channels=5"));
    assertThat(message)
        .startsWith(
            "cofire: Cannot start from %s: its tensors are not this network's: "
                .formatted(exported))
        .contains("of another shape: stem.conv.weight is [4, 2, 3, 3] instead of [5, 2, 3, 3], ");
    String shorter =
        fail(3, second("shorter", initial, "network.stages=[{channels: 4, blocks: 1}]"));
    assertThat(shorter).contains("not in this network: stage2.block1.conv1.weight, ", " and 1");
    String nothing = fail(3, second("nothing", "training.initFrom=" + folder.resolve("no.file")));
    assertThat(nothing)
        .contains("no.file: no such file; 'cofire export' and 'cofire import' write them");
    String untrained = fail(3, second("untrained", "training.initFrom=" + folder.resolve("data")));
    assertThat(untrained).contains("no whole checkpoint in ", "; train first");
  }

  @Test
  void foldedWeightsHaveBiasesAndCannotBeTrained() throws IOException {
    Path folded = folder.resolve("folded.safetensors");
    String printed = succeed("export", run.toString(), folded.toString(), "--folded");
    assertThat(printed).contains("folded.safetensors: ", " tensors, ", "norms folded");
    Map<String, byte[]> found = new TreeMap<>();
    JsonNode header = read(folded, found);
    assertThat(header.path("__metadata__").path("form").asText()).isEqualTo("folded");
    assertThat(found)
        .containsKeys("stem.conv.bias", "stage1.block1.shortcut.norm.scale", "head.weight")
        .doesNotContainKeys("stem.norm.gamma", "stem.norm.mean");
    Map<String, byte[]> trained = new TreeMap<>();
    read(exported, trained);
    float[] gamma = floats(trained.get("stem.norm.gamma"));
    float[] beta = floats(trained.get("stem.norm.beta"));
    float[] mean = floats(trained.get("stem.norm.mean"));
    float[] variance = floats(trained.get("stem.norm.variance"));
    float[] weight = floats(trained.get("stem.conv.weight"));
    for (int c = 0; c < gamma.length; c++) {
      double scale = gamma[c] * 0.5 / Math.sqrt(variance[c] + 1e-5); // alpha 1, V_th 0.5
      assertThat((double) floats(found.get("stem.conv.bias"))[c])
          .isCloseTo(beta[c] - scale * mean[c], within(1e-6));
      assertThat((double) floats(found.get("stem.conv.weight"))[18 * c])
          .isCloseTo(scale * weight[18 * c], within(1e-6));
    }
    assertThat(fail(3, second("folded", "training.initFrom=" + folded)))
        .contains(
            "missing: stem.norm.gamma, stem.norm.beta, stage1.block1.norm1.gamma and ",
            "initFrom needs the weights, not folded, of the same network");
  }

  @Test
  void namesOfOtherCodeAreThoseItHas() {
    String out = folder.resolve("other.safetensors").toString();
    assertThat(fail(2, "export", run.toString(), out, "--names", "fairseq"))
        .contains("--names: fairseq (must be one of spikingjelly, sew-authors, ");
    assertThat(fail(2, "export", run.toString(), out, "--names", "ms-authors"))
        .contains("--names: ms-authors (must be those of code that has networks of such blocks)");
    assertThat(fail(2, "export", run.toString(), out, "--folded", "--names", "ms-authors"))
        .contains("must be left out with --folded");
    assertThat(folder.resolve("other.safetensors")).doesNotExist();
  }

  @Test
  void aGraphIsWrittenInPlaceOfWeights() throws IOException {
    Path graph = folder.resolve("first.nir");
    assertThat(succeed("export", run.toString(), "--nir", graph.toString(), "--dt", "0.001"))
        .containsPattern("first\\.nir: \\d+ nodes, \\d+ edges, norms folded\n");
    try (HdfFile file = new HdfFile(graph)) {
      assertThat(file.getDatasetByPath("node/type").getData()).isEqualTo("NIRGraph");
      assertThat(file.getDatasetByPath("node/metadata/dt").getData()).isEqualTo(0.001);
      assertThat(
              Stream.of((String[][]) file.getDatasetByPath("node/edges").getData()).map(List::of))
          .contains(List.of("input", "stem_conv"), List.of("head", "output"));
    }
    String out = folder.resolve("other.safetensors").toString();
    assertThat(fail(2, "export", run.toString())).contains("name one file, FILE or --nir FILE");
    assertThat(fail(2, "export", run.toString(), out, "--nir", out)).contains("name one file");
    assertThat(fail(2, "export", run.toString(), out, "--dt", "2")).contains("--dt is about --nir");
    assertThat(fail(2, "export", run.toString(), "--nir", out, "--folded"))
        .contains("leave --folded and --names out");
    assertThat(fail(2, "export", run.toString(), "--nir", out, "--dt", "-1"))
        .contains("Invalid --dt: -1.0 (must be positive)");
    assertThat(folder.resolve("other.safetensors")).doesNotExist();
  }

  @Test
  void anEvaluationPrintsAndWritesOperationsAndFlips() throws IOException {
    String printed = succeed("evaluate", recipe, "--set", "data.timesteps=4", "--folded");
    assertThat(printed)
        .containsPattern("stem\\.neuron +0\\.\\d{4}\n")
        .containsPattern("stem\\.conv +\\d+\\.\\d{3} M +\\d+\\.\\d{3} M +\\d+\\.\\d\\d uJ\n")
        .containsPattern("total +\\d+\\.\\d{3} M")
        .containsPattern("residual paths alone: \\d+\\.\\d{3} M MAC a frame at firing rate 0\\.")
        .containsPattern("folded: [\\d,]+ of [\\d,]+ spikes flipped, [\\d,]+ of them behind")
        .contains("4 timesteps instead of 1");
    JsonNode figures = new JsonMapper().readTree(run.resolve("evaluation.json").toFile());
    JsonNode operations = figures.path("operations");
    assertThat(operations.path("layers")).hasSize(7);
    JsonNode stem = operations.path("layers").get(0);
    assertThat(stem.path("layer").asText()).isEqualTo("stem.conv");
    assertThat(stem.path("multiplications").asDouble())
        .isEqualTo(stem.path("additions").asDouble())
        .isPositive();
    JsonNode first = operations.path("layers").get(1);
    assertThat(first.path("multiplications").asDouble()).isZero();
    assertThat(operations.path("total").path("picojoules").asDouble()).isPositive();
    assertThat(operations.path("residualPaths").path("frames").asInt()).isEqualTo(1);
    long possible = operations.path("folded").path("neuronSteps").asLong();
    long flipped = operations.path("folded").path("flipped").asLong();
    assertThat(possible).isPositive();
    assertThat(flipped).isLessThan(possible / 100);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Operations and energy", "<td>stage2.block1.shortcut.conv</td>");
    assertThat(succeed("evaluate", run.toString())).doesNotContain("folded:");
  }

  private static String[] second(String name, String... overrides) {
    Stream<String> all =
        Stream.concat(Stream.of("name=" + name, "training.epochs=1"), Arrays.stream(overrides));
    return Stream.concat(Stream.of("train", recipe), all.flatMap(o -> Stream.of("--set", o)))
        .toArray(String[]::new);
  }

  private static Path newest(Path directory) throws IOException {
    try (Stream<Path> steps = Files.list(directory.resolve("checkpoints"))) {
      return steps.sorted().reduce((a, b) -> b).orElseThrow().resolve("state.safetensors");
    }
  }

  /** The format by hand: 8 bytes of length, JSON, values. */
  private static JsonNode read(Path file, Map<String, byte[]> values) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonNode header =
        new JsonMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    for (Map.Entry<String, JsonNode> tensor : header.properties()) {
      JsonNode offsets = tensor.getValue().path("data_offsets");
      if (offsets.isArray()) {
        int from = 8 + length + offsets.get(0).asInt();
        int to = 8 + length + offsets.get(1).asInt();
        values.put(tensor.getKey(), Arrays.copyOfRange(bytes, from, to));
      }
    }
    return header;
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static String succeed(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cofire.execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String fail(int code, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cofire.execute(arguments)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    String text = complained.toString(StandardCharsets.UTF_8);
    return text.substring(text.indexOf("cofire: "));
  }
}

package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.files.Hashes;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in the small files of a checkpoint: it is skipped with one sentence, or read. */
class DamagedCheckpointTest {

  private static final Layout PARAMETERS = layout("conv1.weight");
  private static final Layout STATISTICS = layout("norm1.mean");

  @TempDir java.nio.file.Path folder;
  private CheckpointStore store;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void writeTwo() throws IOException {
    store = new CheckpointStore(new Configuration(), new RunDirectory(folder.toString()));
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
  }

  static Stream<String> contents() {
    return Stream.of(
        "",
        " ",
        "null",
        "7",
        "\"text\"",
        "[]",
        "[null]",
        "{}",
        "{\"format\": null}",
        "{\"format\": 1}",
        "{\"format\": 1, \"files\": null}",
        "{\"format\": 1, \"files\": []}",
        "{\"format\": 1, \"files\": {\"state.json\": null}}",
        "{\"format\": 1, \"files\": {\"state.json\": {\"bytes\": null, \"sha256\": null}}}",
        "{\"format\": 1, \"files\": {\"state.json\": {\"bytes\": 1e400, \"sha256\": 3}}}",
        "{\"step\": 2, \"epochs\": null}",
        "{\"step\": \"two\"}",
        "{\"step\": 2",
        "\u0000\u0000\u0000{",
        "\u001B]0;title\u0007{",
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void aMarkerOfAnyContentIsSkippedWithOneSentence(String content) throws IOException {
    overwrite("COMMIT", content);
    assertSkipped("COMMIT");
  }

  @ParameterizedTest
  @MethodSource("contents")
  void aStateOfAnyContentThatTheMarkerConfirmsIsSkippedWithOneSentence(String content)
      throws IOException {
    overwrite("state.json", content);
    commit(content.getBytes(StandardCharsets.UTF_8));
    assertSkipped("state.json");
  }

  @Test
  void aStateThatLacksAnythingIsSkipped() throws IOException {
    String whole = Files.readString(file("state.json"));
    for (String key :
        List.of("step", "epoch", "seed", "recipeHash", "manifestHash", "sums", "epochs", "loss")) {
      for (String changed :
          List.of(
              whole.replaceFirst(
                  "\"" + key + "\" : (\"[^\"]*\"|[-0-9.E]+|\\{[^}]*}|\\[[^]]*])",
                  "\"" + key + "\" : null"),
              whole.replaceFirst("\"" + key + "\"", "\"" + key + "x\""))) {
        assertThat(changed).as(key).isNotEqualTo(whole);
        overwrite("state.json", changed);
        commit(changed.getBytes(StandardCharsets.UTF_8));
        warnings.clear();
        assertSkipped("state.json");
      }
    }
  }

  @Test
  void aMarkerThatIsAFolderIsSkipped() throws IOException {
    Files.delete(file("COMMIT"));
    Files.createDirectory(file("COMMIT"));
    assertSkipped("COMMIT");
  }

  @Test
  void whatDoesNotSayHowItWasComputedIsReadAndWrittenAsBefore() throws IOException {
    assertThat(Files.readString(file("state.json"))).doesNotContain("computed");
    assertThat(store.progress(new Path(folder + "/checkpoints/step-0000002")))
        .isEqualTo(progress(2));
  }

  @Test
  void howItWasComputedIsKeptFromStepToStep() throws IOException {
    Arithmetic one = by(1, "avx2");
    Arithmetic two = by(2, "avx2");
    Progress progress = progress(3).computedBy(List.of(one)).afterStep(Progress.Sums.ZERO);
    assertThat(progress.computedBy(List.of(one))).isEqualTo(progress);
    Progress changed = progress.computedBy(List.of(two));
    assertThat(store.progress(store.write(changed, state(4)))).isEqualTo(changed);
    assertThat(changed.computed()).containsExactly(new Computed(3, one), new Computed(4, two));
    assertThat(changed.computedBy(List.of(one, two)).computed())
        .as("nothing was computed by two alone")
        .containsExactly(new Computed(3, one), new Computed(4, one), new Computed(4, two));
  }

  @Test
  void whatDiffersIsSaidWithBothValues() {
    List<Computed> before = List.of(new Computed(0, by(2, "avx2")));
    assertThat(Computed.warning(before, List.of(by(2, "avx2")), "step 4")).isEmpty();
    assertThat(Computed.warning(List.of(), List.of(by(2, "avx2")), "step 4")).isEmpty();
    assertThat(Computed.warning(before, List.of(by(1, "avx2"), by(1, "avx512")), "step 4"))
        .contains(
            "step 4 was computed otherwise than it goes on (threads: 2 there, 1 here;"
                + " instructions: avx2 there, avx2 and avx512 here); the last bits may differ from"
                + " those of one computation");
    Arithmetic coarse = new Arithmetic("nd4j", "1", "Java", "bfloat16", 2, "avx2", "some");
    assertThat(Computed.warning(before, List.of(coarse), "step 4"))
        .contains(
            "step 4 was computed otherwise than it goes on (precision: float32 there, bfloat16"
                + " here); far more than the last bits may differ from those of one computation");
  }

  private static Arithmetic by(int threads, String instructions) {
    return new Arithmetic("nd4j", "1", "Java", "float32", threads, instructions, "some");
  }

  private void assertSkipped(String file) throws IOException {
    assertThat(store.newest(warnings::add).map(Path::getName)).contains("step-0000001");
    assertThat(warnings)
        .singleElement()
        .asString()
        .hasLineCount(1)
        .doesNotContainPattern("\\p{Cntrl}")
        .startsWith("Damaged checkpoint: ")
        .contains("step-0000002/" + file + ": ")
        .endsWith("; skipped");
    assertThatThrownBy(() -> store.progress(new Path(folder + "/checkpoints/step-0000002")))
        .isInstanceOf(CheckpointException.class)
        .extracting(e -> Diagnosis.of(e).fault())
        .isEqualTo(Fault.DATA);
  }

  private void overwrite(String name, String content) throws IOException {
    Files.writeString(file(name), content);
  }

  private void commit(byte[] json) throws IOException {
    Map<String, CommitMarker.Content> contents =
        Map.of(
            "state.json",
            new CommitMarker.Content(json.length, Hashes.sha256(json)),
            "state.safetensors",
            new CommitMarker.Content(
                Files.size(file("state.safetensors")),
                Hashes.sha256(Files.readAllBytes(file("state.safetensors")))));
    overwrite("COMMIT", new String(new CommitMarker(1, contents).json(), StandardCharsets.UTF_8));
  }

  private java.nio.file.Path file(String name) {
    return folder.resolve("checkpoints/step-0000002").resolve(name);
  }

  private static Progress progress(int step) {
    EpochMetrics epoch = new EpochMetrics(1, 0.5, 0.25, 2e-17, 1);
    return new Progress(
        step, 1, 3, 42, "recipe", "data", new Progress.Sums(1.5, 2, 3), List.of(epoch));
  }

  private static TrainingState state(int step) {
    float[] two = {1, step};
    return new TrainingState(
        PARAMETERS, two, STATISTICS, two.clone(), Map.of("velocity", two.clone()), step);
  }

  private static Layout layout(String name) {
    Layout.Builder builder = new Layout.Builder();
    builder.add(name, Shape.of(2, 1), true);
    return builder.build();
  }
}

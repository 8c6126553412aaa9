package io.cofire.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.LossScale;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

  private static final Layout PARAMETERS = layout("conv1.weight", 2, 3, "norm1.gamma", 4, 1);
  private static final Layout STATISTICS = layout("norm1.mean", 4, 1, "norm1.variance", 4, 1);

  @TempDir java.nio.file.Path folder;
  private CheckpointStore store;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    store = new CheckpointStore(new Configuration(), new RunDirectory(folder.toString()));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path written = store.write(progress(123), state(123));
    assertThat(written.getName()).isEqualTo("step-0000123");
    assertThat(store.newest(warnings::add).map(Path::getName)).contains("step-0000123");
    assertThat(store.progress(written)).isEqualTo(progress(123));
    TrainingState read = store.state(written, PARAMETERS, STATISTICS);
    assertThat(read.step()).isEqualTo(123);
    assertThat(read.parameters()).isEqualTo(state(123).parameters());
    assertThat(read.statistics()).isEqualTo(state(123).statistics());
    assertThat(read.optimizer()).containsOnlyKeys("velocity");
    assertThat(read.optimizer().get("velocity")).isEqualTo(state(123).optimizer().get("velocity"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void withoutCheckpointsThereIsNoNewest() throws IOException {
    assertThat(store.newest(warnings::add)).isEmpty();
  }

  @Test
  void aTruncatedFileIsSkippedAndNamed() throws IOException {
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
    java.nio.file.Path file = file(2, "state.safetensors");
    long size = Files.size(file);
    truncate(file, size / 2);
    assertNewestIs("step-0000001");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Damaged checkpoint: file:")
        .endsWith(
            "step-0000002/state.safetensors: expected %d bytes, found %d; skipped"
                .formatted(size, size / 2));
  }

  @Test
  void aFlippedBitIsSkippedAndNamed() throws IOException {
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
    java.nio.file.Path file = file(2, "state.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertNewestIs("step-0000001");
    assertThat(warnings).singleElement().asString().contains("expected SHA-256 ", ", found ");
  }

  @Test
  void aFlippedBitThatBreaksTheJsonIsNamedAsDamageToo() throws IOException {
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
    java.nio.file.Path file = file(2, "state.json");
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] ^= 1;
    Files.write(file, bytes);
    assertNewestIs("step-0000001");
    assertThat(warnings).singleElement().asString().contains("state.json", "expected SHA-256 ");
  }

  @Test
  void aCheckpointWithoutItsMarkerIsSkipped() throws IOException {
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
    Files.delete(file(2, "COMMIT"));
    assertNewestIs("step-0000001");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("COMMIT: expected a commit marker, found none");
  }

  @Test
  void aHalfWrittenMarkerIsSkipped() throws IOException {
    store.write(progress(1), state(1));
    store.write(progress(2), state(2));
    truncate(file(2, "COMMIT"), 40);
    assertNewestIs("step-0000001");
    assertThat(warnings).singleElement().asString().contains("COMMIT: expected JSON");
  }

  @Test
  void onlyDamagedOnesMeansNone() throws IOException {
    Path written = store.write(progress(1), state(1));
    Files.delete(file(1, "state.json"));
    assertThat(store.newest(warnings::add)).isEmpty();
    assertThatThrownBy(() -> store.verify(written))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith(
            "state.json: expected 251 bytes, found no file".replace("251", "" + bytesOfProgress()));
  }

  private static int bytesOfProgress() throws IOException {
    return new com.fasterxml.jackson.databind.json.JsonMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsBytes(progress(1))
        .length;
  }

  @Test
  void anInterruptedAttemptIsReplaced() throws IOException {
    store.write(progress(2), state(7));
    Files.delete(file(2, "COMMIT"));
    Path again = store.write(progress(2), state(2));
    assertThat(store.state(again, PARAMETERS, STATISTICS).parameters())
        .isEqualTo(state(2).parameters());
  }

  @Test
  void retentionKeepsTheNewestAndIgnoresWhatLiesAhead() throws IOException {
    for (int step : new int[] {1, 2, 3, 4, 9}) {
      store.write(progress(step), state(step));
    }
    store.retain(4, new Retention(2, Optional.empty()));
    assertThat(left()).containsExactlyInAnyOrder("step-0000003", "step-0000004", "step-0000009");
  }

  @Test
  void whatWasNeverCommittedIsNotCountedAmongTheNewestAndDoesNotStay() throws IOException {
    for (int step : new int[] {1, 2, 3, 4, 5, 6}) {
      store.write(progress(step), state(step));
    }
    Files.delete(file(1, "COMMIT"));
    Files.delete(file(3, "COMMIT"));
    truncate(file(5, "COMMIT"), 40);
    store.retain(6, new Retention(2, Optional.empty()));
    assertThat(left()).containsExactlyInAnyOrder("step-0000004", "step-0000006");
    Files.delete(file(6, "COMMIT"));
    assertNewestIs("step-0000004");
  }

  @Test
  void everySecondEpochsEndMayStayForEver() throws IOException {
    Progress start = Progress.start(42, "recipe", "data");
    EpochMetrics epoch = new EpochMetrics(1, 1, 1, 1, 1);
    Progress progress = start;
    for (int step = 1; step <= 12; step++) { // three steps an epoch
      progress = progress.afterStep(Progress.Sums.ZERO);
      progress = step % 3 == 0 ? progress.afterEpoch(epoch) : progress;
      store.write(progress, state(step));
    }
    Files.delete(file(6, "COMMIT")); // the end of epoch 2, damaged
    store.retain(12, new Retention(1, Optional.of(2)));
    assertThat(left()).containsExactly("step-0000012");

    for (int step = 1; step <= 13; step++) {
      progress = step == 1 ? start : progress;
      progress = progress.afterStep(Progress.Sums.ZERO);
      progress = step % 3 == 0 ? progress.afterEpoch(epoch) : progress;
      store.write(progress, state(step));
    }
    store.retain(13, new Retention(1, Optional.of(2)));
    assertThat(left()).containsExactlyInAnyOrder("step-0000006", "step-0000012", "step-0000013");
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesNothing() throws IOException {
    Files.createFile(folder.resolve("checkpoints")); // where the directory should be
    assertThatThrownBy(() -> store.write(progress(7), state(7)))
        .isInstanceOf(CheckpointWriteException.class)
        .hasMessageStartingWith("Cannot write checkpoint " + folder)
        .hasMessageContaining("step-0000007: Parent path is not a directory");
    assertThat(store.newest(warnings::add)).isEmpty();
  }

  private List<String> left() throws IOException {
    try (Stream<java.nio.file.Path> left = Files.list(folder.resolve("checkpoints"))) {
      return left.map(p -> p.getFileName().toString()).toList();
    }
  }

  @Test
  void anotherNetworkIsRefusedByName() throws IOException {
    Path written = store.write(progress(1), state(1));
    Layout other = layout("conv1.weight", 2, 2, "norm1.gamma", 4, 1);
    assertThatThrownBy(() -> store.state(written, other, STATISTICS))
        .hasMessageEndingWith(
            "tensor parameters.conv1.weight: expected shape [2, 2], found [2, 3]");
    assertThatThrownBy(
            () -> store.state(written, PARAMETERS, layout("norm1.mean", 4, 1, "x", 1, 1)))
        .hasMessageEndingWith("tensor statistics.x: expected shape [1, 1], found none");
    Layout smaller = new Layout(PARAMETERS.entries().subList(0, 1));
    assertThatThrownBy(() -> store.state(written, smaller, STATISTICS))
        .hasMessageContaining("the network has no tensor [parameters.norm1.gamma");
  }

  @Test
  void anotherRecipeOrManifestIsRefusedWithARemedy() {
    assertThatThrownBy(() -> progress(1).requireSameRun("other", "data", "runs/a"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "Cannot resume from runs/a: it belongs to another recipe: expected hash other, found recipe; choose another run.directory or delete that run");
    assertThatThrownBy(() -> progress(1).requireSameRun("recipe", "other", "runs/a"))
        .hasMessageContaining("another data (manifest): expected hash other, found data");
  }

  @Test
  void theScaleOfALossComesBackExactly() throws IOException {
    LossScale scale = new LossScale(0x1p-0f, 1999, 16_777_215);
    Path written = store.write(progress(1), scaled(state(1), scale));
    assertThat(store.state(written, PARAMETERS, STATISTICS).lossScale()).isEqualTo(scale);
    Path plain = store.write(progress(2), state(2));
    assertThat(store.state(plain, PARAMETERS, STATISTICS).lossScale()).isNull();
  }

  private static TrainingState scaled(TrainingState state, LossScale scale) {
    return new TrainingState(
        state.parameterLayout(),
        state.parameters(),
        state.statisticsLayout(),
        state.statistics(),
        state.optimizer(),
        state.step(),
        state.live(),
        scale);
  }

  private void assertNewestIs(String name) throws IOException {
    assertThat(store.newest(warnings::add).map(Path::getName)).contains(name);
  }

  private java.nio.file.Path file(int step, String name) {
    return folder.resolve("checkpoints/step-%07d".formatted(step)).resolve(name);
  }

  private static void truncate(java.nio.file.Path file, long bytes) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private static Progress progress(int step) {
    EpochMetrics epoch = new EpochMetrics(1, 0.1 + 0.2, 1 / 3.0, 2e-17, 1);
    return new Progress(
        step, 1, 3, 42, "recipe", "data", new Progress.Sums(1e300, 2, 3), List.of(epoch));
  }

  private static TrainingState state(int seed) {
    float[] values = new float[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1f / (seed + i);
    }
    float[] velocity = values.clone();
    velocity[3] = -0f;
    float[] statistics = {1, 2, 3, 4, 5, 6, 7, seed};
    return new TrainingState(
        PARAMETERS, values, STATISTICS, statistics, Map.of("velocity", velocity), seed);
  }

  private static Layout layout(String a, int rows, int columns, String b, int rowsB, int columnsB) {
    Layout.Builder builder = new Layout.Builder();
    builder.add(a, Shape.of(rows, columns), true);
    builder.add(b, Shape.of(rowsB, columnsB), false);
    return builder.build();
  }
}

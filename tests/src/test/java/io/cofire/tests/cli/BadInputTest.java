package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.tests.cli.CofireCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong input gives one clear error and an exit code, and nothing half-written stays. */
@TestInstance(Lifecycle.PER_CLASS)
final class BadInputTest {

  private static final int USAGE = 2;
  private static final int DATA = 3;

  private Path folder;
  private Workspace work;

  @BeforeAll
  void prepareOnce(@TempDir Path temporary) throws IOException {
    folder = temporary;
    work = Workspace.in(folder).prepared();
  }

  private void assertFails(int exitCode, Outcome outcome, String... texts) {
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(exitCode);
    assertThat(outcome.output()).contains(texts).doesNotContain("\tat ");
  }

  @Test
  void aTruncatedAndAnEmptyRecordingAreNamedAndTheRestIsPrepared() throws IOException {
    work.succeed("simulate", "damaged", "--per-class", "2", "--test-per-class", "1");
    Path truncated = work.files("damaged/Train", ".bin").get(0);
    Path empty = work.files("damaged/Train", ".bin").get(1);
    byte[] whole = Files.readAllBytes(truncated);
    Files.write(truncated, Arrays.copyOf(whole, 13));
    Files.write(empty, new byte[0]);

    Outcome strict = work.cofire().run("prepare", "nmnist", "damaged", "strict-shards", "--strict");
    assertFails(DATA, strict, truncated.getFileName().toString(), "truncated at byte 10");
    assertThat(folder.resolve("strict-shards/manifest.json")).doesNotExist();

    Outcome lenient = work.cofire().run("prepare", "nmnist", "damaged", "lenient-shards");
    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.output()).contains("2 recordings rejected", "need 5, found 3");
  }

  @Test
  void aFolderWithoutRecordingsIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("nothing"));
    Outcome outcome = work.cofire().run("prepare", "nmnist", "nothing", "none");
    assertFails(DATA, outcome, "nothing");
    assertThat(folder.resolve("none/manifest.json")).doesNotExist();
  }

  @Test
  void anUnknownKeyNamesTheNearestKnownOne() {
    Outcome outcome = work.cofire().run("train", "tiny.yaml", "--set", "training.epoch=3");
    assertFails(USAGE, outcome, "training.epoch", "epochs");
  }

  @Test
  void anImpossibleValueSaysWhatIsAllowed() {
    Outcome outcome = work.cofire().run("train", "tiny.yaml", "--set", "network.neuron.decay=1.5");
    assertFails(USAGE, outcome, "network.neuron.decay", "1.5", "must be in [0, 1)");
  }

  @Test
  void aDamagedShardIsNamed() throws IOException {
    work.copy("shards", "broken-shards");
    Path shard = work.files("broken-shards", ".parquet").get(0);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(shard, bytes);

    Outcome outcome =
        work.cofire()
            .run("train", "tiny.yaml", "--set", "data.shards=broken-shards", "--set", "seed=3");
    assertFails(DATA, outcome, shard.getFileName().toString(), "expected", "found");
  }

  @Tag("nightly") // DamagedCheckpointTest has its messages
  @Test
  void aDamagedCheckpointIsSkippedByTrainingAndRefusedByEvaluation() throws IOException {
    String[] train = {"train", "tiny.yaml", "--set", "training.epochs=1", "--set", "seed=5"};
    work.succeed(train);
    String run = "runs/tiny/seed-5";
    for (Path state : work.files(run + "/checkpoints", "state.safetensors")) {
      Files.write(state, new byte[100], StandardOpenOption.TRUNCATE_EXISTING);
    }

    assertFails(DATA, work.cofire().run("evaluate", run), "state.safetensors", "expected", "found");
    Outcome again = work.cofire().run(train);
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("state.safetensors");
  }
}

package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.Patience;
import io.cofire.ops.plan.ProcessStatus;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The main job, end to end, through the packaged launcher. */
@TestInstance(Lifecycle.PER_CLASS)
final class PipelineTest {

  private static final String RUN = "runs/tiny/seed-1";

  private Path folder;
  private Workspace work;

  @BeforeAll
  void prepareOnce(@TempDir Path temporary) throws IOException {
    folder = temporary;
    work = Workspace.in(folder).prepared();
  }

  @Test
  void anInterruptedTrainingGoesOnToTheSameWeights() throws Exception {
    assumeThat(ignoresInterrupts())
        .as(
            "this process ignores SIGINT, as in the background of a shell, and so would its children")
        .isFalse();
    String[] train = {"train", "tiny.yaml", "--set", "training.epochs=60"};

    work.succeed(
        "train", "tiny.yaml", "--set", "training.epochs=60", "--set", "run.directory=whole");
    Running interrupted = work.cofire().start(train);
    interrupted.awaitOutput("/60  loss", Patience.LIMIT);
    assertThat(folder.resolve(RUN).resolve("_lock.json")).exists();
    interrupted.interrupt();
    Outcome stopped = interrupted.await(Patience.LIMIT);
    assertThat(stopped.exitCode()).as(stopped.output()).isEqualTo(130);
    assertThat(folder.resolve(RUN).resolve("report.html")).doesNotExist();
    assertThat(folder.resolve(RUN).resolve("_lock.json")).doesNotExist();

    Outcome resumed = work.cofire().run(train);
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    Path whole = work.newestCheckpoint("whole/tiny/seed-1").resolve("state.safetensors");
    Path again = work.newestCheckpoint(RUN).resolve("state.safetensors");
    assertThat(again).hasSameBinaryContentAs(whole);

    Outcome evaluated = work.cofire().run("evaluate", RUN);
    assertThat(evaluated.output()).containsPattern("tiny seed 1: test accuracy [01][.]\\d{4}");
    assertThat(Files.readString(folder.resolve(RUN).resolve("evaluation.json")))
        .contains("\"timesteps\" : 2", "\"firingRates\"");
    assertThat(Files.readString(folder.resolve(RUN).resolve("report.html")))
        .contains("Confusion", "Firing rate", "kind: resnet", "data:image/png;base64,");
    assertThat(folder.resolve(RUN).resolve("run.json")).isNotEmptyFile();
  }

  /** Whether bit 1, that of SIGINT, is set in the mask of ignored signals. */
  private static boolean ignoresInterrupts() throws IOException {
    return (Long.parseUnsignedLong(ProcessStatus.value("SigIgn"), 16) & 2) != 0;
  }

  @Test
  void averagingTrainsThroughTheSameCommand() throws Exception {

    Outcome outcome =
        work.cofire()
            .run("train", "tiny.yaml", "--set", "training.sync=averaging", "--set", "seed=2");

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).containsPattern("tiny seed 2: test accuracy [01][.]\\d{4}");
    work.succeed("evaluate", "runs/tiny/seed-2");
  }
}

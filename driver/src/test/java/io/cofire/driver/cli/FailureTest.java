package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Retry;
import io.cofire.data.shards.ShardException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.run.TaskFailure;
import io.cofire.driver.run.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureTest {

  private static int code(Throwable thrown) {
    return Failure.code(Failure.of(thrown).fault());
  }

  @Test
  void damagedDataAndCheckpointsAreTheDatasFault() {
    ShardException shard = new ShardException("Cannot read shard a: wrong length");
    Failure failure = Failure.of(shard);

    assertThat(failure).isEqualTo(new Failure(Fault.DATA, "Cannot read shard a: wrong length"));
    assertThat(failure.log(shard)).isEmpty();
    assertThat(code(new TrainingException("Cannot train x", new CheckpointException("damaged"))))
        .isEqualTo(3);
  }

  @Test
  void aWrongValueIsTheUsersWhereverItWasFound() {
    InvalidValue wrong = new InvalidValue("training.batch", 500, "the split has only 80 samples");
    TaskFailure remote = new TaskFailure("Rank 1 on h failed: " + wrong, wrong);

    assertThat(Failure.of(wrong)).isEqualTo(new Failure(Fault.USAGE, wrong.getMessage()));
    assertThat(code(new TrainingException("Cannot train x", new SparkException("lost", remote))))
        .isEqualTo(2);
  }

  @Test
  void theCodeFollowsFromWhatATaskSaysAndNotFromItsWords() {
    for (Fault fault : Fault.values()) {
      Diagnosis diagnosis = new Diagnosis(fault, Retry.MAY_PASS);
      TaskFailure remote =
          new TaskFailure("io.cofire.data.shards.ShardException: InvalidValue", diagnosis);
      TrainingException thrown = new TrainingException("Cannot train x", remote);

      assertThat(Failure.of(thrown).fault()).isEqualTo(fault);
    }
  }

  @Test
  void aDivergenceHasACodeOfItsOwnAndNoTrace() {
    TrainingException diverged = new TrainingException("Cannot train x", Diagnosis.DIVERGENCE);

    assertThat(code(diverged)).isEqualTo(5);
    assertThat(Failure.of(diverged).log(diverged)).isEmpty();
  }

  @Test
  void aLostExecutorIsTheClustersFaultAndKeepsItsTrace() throws IOException {
    TrainingException lost = new TrainingException("Cannot train x: rank 1 on h was lost");

    Failure failure = Failure.of(lost);
    Path log = failure.log(lost).orElseThrow();

    assertThat(failure).isEqualTo(new Failure(Fault.STORAGE, lost.getMessage()));
    assertThat(Failure.code(failure.fault())).isEqualTo(4);
    assertThat(Files.readString(log)).contains("was lost", "\tat ");
    Files.delete(log);
  }

  @Test
  void whatSparkThrowsIsTheClustersUnlessATaskSaysMore() {
    assertThat(code(new SparkException("Job aborted"))).isEqualTo(4);
    assertThat(code(new TrainingException("Cannot train x", new SparkException("Job aborted"))))
        .isEqualTo(4);
    assertThat(code(new SparkException("Job aborted", new ShardException("wrong length"))))
        .isEqualTo(3);
  }

  @Test
  void anErrorOfTheMachineIsOneSentence() throws IOException {
    Error full = new OutOfMemoryError("Java heap space");
    Failure failure = Failure.of(full);
    assertThat(Failure.code(failure.fault())).isEqualTo(1);
    assertThat(failure.message())
        .matches(
            "Cannot go on: it takes more memory than there is \\(Java heap space; the heap has \\d+ MiB\\);"
                + " give more with --memory, or leave it out");
    Files.delete(failure.log(full).orElseThrow());
    assertThat(Failure.of(new StackOverflowError()).message())
        .isEqualTo(
            "Cannot go on: its content is nested too deeply; it is damaged, or made to harm");
  }

  @Test
  void onlyASignalIsAnInterruption() {
    assertThat(Interruption.lastWords(true)).isEqualTo("interrupted; the same command resumes");
    assertThat(Interruption.lastWords(false)).doesNotContain("interrupted", "resumes");
  }

  @Test
  void anythingElseIsOurs() {
    Failure failure = Failure.of(new IllegalStateException("x"));

    assertThat(Failure.code(failure.fault())).isEqualTo(1);
    assertThat(failure.message()).isEqualTo("Internal error: java.lang.IllegalStateException: x");
  }
}

package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.ShardException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.run.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void damagedDataAndCheckpointsAreTheDatasFault() {
    Failure shard = Failure.of(new ShardException("Cannot read shard a: wrong length"));
    Failure checkpoint =
        Failure.of(new TrainingException("Cannot train x", new CheckpointException("damaged")));

    assertThat(shard)
        .isEqualTo(new Failure(Failure.Kind.DATA, "Cannot read shard a: wrong length"));
    assertThat(checkpoint.kind().code()).isEqualTo(3);
  }

  @Test
  void whatAnExecutorSaysIsKnownByItsText() {
    TrainingException remote =
        new TrainingException(
            "Cannot train x: rank 1 on h: io.cofire.data.shards.ShardException: Cannot read shard"
                + " a");

    assertThat(Failure.of(remote).kind()).isEqualTo(Failure.Kind.DATA);
  }

  @Test
  void aDivergenceHasACodeOfItsOwnAndNoTrace() {
    TrainingException diverged =
        new TrainingException(
            "Cannot train x: Rank 1 on h failed: io.cofire.ops.rank.DivergenceException: Cannot"
                + " train step 3 on rank 1: the loss is NaN");

    Failure failure = Failure.of(diverged);

    assertThat(failure.kind().code()).isEqualTo(5);
    assertThat(failure.log(diverged)).isEmpty();
  }

  @Test
  void aLostExecutorIsTheClustersFaultAndKeepsItsTrace() throws IOException {
    TrainingException lost = new TrainingException("Cannot train x: rank 1 on h was lost");

    Failure failure = Failure.of(lost);
    Path log = failure.log(lost).orElseThrow();

    assertThat(failure).isEqualTo(new Failure(Failure.Kind.CLUSTER, lost.getMessage()));
    assertThat(Files.readString(log)).contains("was lost", "\tat ");
    Files.delete(log);
  }

  @Test
  void anythingElseIsOurs() {
    Failure failure = Failure.of(new IllegalStateException("x"));

    assertThat(failure.kind().code()).isEqualTo(1);
    assertThat(failure.message()).isEqualTo("Internal error: java.lang.IllegalStateException: x");
  }
}

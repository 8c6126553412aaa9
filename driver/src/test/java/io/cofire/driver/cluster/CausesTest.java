package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.ShardException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointWriteException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void whatAnotherAttemptWouldMeetAgainIsMarkedSo() {
    List<Throwable> permanent =
        List.of(
            new IllegalArgumentException("wrong"),
            new IllegalStateException(new ArithmeticException("the loss is NaN")),
            new ShardException("wrong length"),
            new ShardException("missing", new FileNotFoundException("a.parquet")),
            new CheckpointException("damaged"),
            new CheckpointWriteException("no room", new IOException("No space left on device")));
    assertThat(permanent)
        .allSatisfy(
            thrown ->
                assertThat(Causes.describe(thrown)).endsWith("; another attempt would fail alike"));
  }

  @Test
  void whatAFileSystemCouldNotReadMayBeReadLater() {
    Throwable thrown = new ShardException("Cannot read a: timed out", new IOException("timed out"));
    assertThat(Causes.describe(thrown)).isEqualTo(thrown.toString());
    assertThat(Causes.isPermanent(Causes.describe(new IllegalStateException("unknown")))).isFalse();
  }

  @Test
  void theStackTraceOfAServerIsLeftOut() {
    Throwable remote = new IOException("quota exceeded\n\tat namenode.A\n\tat namenode.B");
    assertThat(Causes.describe(new IllegalStateException("cannot write", remote)))
        .isEqualTo(
            "java.lang.IllegalStateException: cannot write (root cause: java.io.IOException: quota exceeded)");
    assertThat(Causes.describe(remote)).isEqualTo("java.io.IOException: quota exceeded");
  }
}

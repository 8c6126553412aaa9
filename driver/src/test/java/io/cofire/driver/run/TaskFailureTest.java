package io.cofire.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.ShardException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointWriteException;
import io.cofire.ops.rank.DivergenceException;
import io.cofire.ops.tensor.EngineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskFailureTest {

  /** One that cannot be written: it holds a thread. */
  private static final class Unwritable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Thread thread = Thread.currentThread();

    Unwritable(Throwable cause) {
      super(cause);
    }

    @Override
    public String getMessage() {
      return thread.getName();
    }
  }

  private static TaskFailure travelled(TaskFailure failure) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    return (TaskFailure) in.readObject();
  }

  @Test
  void theDriverReadsTheDiagnosisThatTheExecutorMade() throws Exception {
    List<Throwable> causes =
        List.of(
            new InvalidValue("run.engine", "foo", "must be one of nd4j"),
            new EngineException("no GPU here"),
            new ShardException("wrong length"),
            new DivergenceException("the loss is NaN"),
            new IOException("timed out"),
            new CheckpointException("damaged"),
            new CheckpointException("unread", new IOException("timed out")),
            new CheckpointWriteException("no room", new IOException("No space left on device")),
            new IllegalStateException("unknown"));
    for (Throwable cause : causes) {
      TaskFailure read = travelled(new TaskFailure("Rank 1 on h failed: " + cause, cause));
      assertThat(read.diagnosis()).as(cause.toString()).isEqualTo(Diagnosis.of(cause));
      assertThat(read).hasMessage("Rank 1 on h failed: " + cause);
    }
  }

  @Test
  void aCauseThatCannotBeWrittenStaysBehind() throws Exception {
    Throwable cause = new Unwritable(new ShardException("wrong length"));
    TaskFailure failure = new TaskFailure("Rank 0 failed", cause);
    TaskFailure read = travelled(failure);
    assertThat(failure).hasCause(cause);
    assertThat(read).hasMessage("Rank 0 failed").hasNoCause();
    assertThat(read.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(read.diagnosis()).isEqualTo(Diagnosis.DATA);
  }
}

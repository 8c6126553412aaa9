package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.shards.ShardException;
import io.cofire.driver.exchange.Placement;
import io.cofire.driver.run.TaskFailure;
import io.cofire.ops.collective.CollectiveException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Properties;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkException;
import org.apache.spark.TaskEndReason;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** What the driver makes of the ends of an attempt's tasks. */
class AttemptListenerTest {

  private static final int STAGE = 7;
  private final SparkException aborted = new SparkException("Job aborted");

  private final AttemptListener listener =
      new AttemptListener("a", new Placement(2, 2), 0, report -> {});

  AttemptListenerTest() {
    Properties properties = new Properties();
    properties.setProperty(AttemptListener.PROPERTY, "a");
    StageInfo stage =
        new StageInfo(
            STAGE,
            0,
            "",
            2,
            seq(List.of()),
            seq(List.of()),
            "",
            new TaskMetrics(),
            seq(List.of()),
            Option.empty(),
            0,
            false,
            0);
    listener.onJobStart(new SparkListenerJobStart(0, 0, seq(List.of(stage)), properties));
  }

  private static <T> Seq<T> seq(List<T> values) {
    return JavaConverters.asScalaBufferConverter(values).asScala().toSeq();
  }

  private void ends(int host, TaskEndReason reason) {
    TaskInfo task =
        new TaskInfo(host, host, 0, 0, "e" + host, "h" + host, TaskLocality.ANY(), false);
    listener.onTaskEnd(
        new SparkListenerTaskEnd(
            STAGE, 0, "", reason, task, new ExecutorMetrics(), new TaskMetrics()));
  }

  @Test
  void whomMostHaveNotHeardFromIsKnownAndTravels() throws Exception {
    TaskFailure late = rank(0, new CollectiveException("late"));

    ends(0, thrown(late.between("e0", "e2")));
    assertThat(listener.silent()).contains("e2");
    ends(1, thrown(late.between("e1", "e0")));
    assertThat(listener.silent()).contains("e2");
    ends(1, thrown(late.between("e1", "e0")));
    assertThat(listener.silent()).contains("e0");
  }

  @Test
  void aFailureOfOneRankAccusesNobody() throws Exception {
    ends(1, thrown(rank(1, new IllegalStateException("x"))));

    assertThat(listener.silent()).isEmpty();
  }

  /** As Spark brings it: through Java's serialisation. */
  private static TaskEndReason thrown(Throwable exception) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ExceptionFailure(exception, seq(List.of())));
    }
    return (TaskEndReason)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  private static TaskFailure rank(int rank, Throwable cause) {
    return new TaskFailure("Rank %d on h failed: %s".formatted(rank, cause.getMessage()), cause);
  }

  @Test
  void whatFailsAlikeCountsBeforeWhatMayPass() throws Exception {
    ends(1, thrown(rank(1, new CollectiveException("rank 0 is late"))));
    ends(0, thrown(rank(0, new ShardException("wrong length"))));
    TaskFailure failure = listener.failure(aborted);
    assertThat(failure).hasMessage("Rank 0 on h failed: wrong length");
    assertThat(failure.diagnosis()).isEqualTo(Diagnosis.DATA);
  }

  @Test
  void whatOneHostHeardFromAnotherIsEnough() throws Exception {
    ends(1, thrown(rank(1, new CollectiveException("wrong length", Diagnosis.DATA))));
    assertThat(listener.failure(aborted).diagnosis()).isEqualTo(Diagnosis.DATA);
  }

  @Test
  void aLostExecutorIsTheClustersAndIsNamedFirst() throws Exception {
    ends(1, thrown(rank(1, new IllegalStateException("x"))));
    ends(0, new ExecutorLostFailure("e0", true, Option.apply("killed")));
    TaskFailure failure = listener.failure(aborted);
    assertThat(failure)
        .hasMessage("Executor e0 on h0, with rank 0, was lost: killed; Rank 1 on h failed: x");
    assertThat(failure.diagnosis()).isEqualTo(Diagnosis.STORAGE);
  }

  @Test
  void exceptionsThatNoRankHasThrownAreReadTheSameWay() throws Exception {
    ends(0, thrown(new IOException("timed out")));
    TaskFailure failure = listener.failure(aborted);
    assertThat(failure).hasMessage("java.io.IOException: timed out");
    assertThat(failure.diagnosis()).isEqualTo(Diagnosis.STORAGE);
  }

  @Test
  void ofAnExceptionThatCannotTravelOnlyTheWordsAreKnown() {
    ends(0, new ExceptionFailure(new ShardException("wrong length"), seq(List.of()), false));
    TaskFailure failure = listener.failure(aborted);
    assertThat(failure).hasMessage("io.cofire.data.shards.ShardException: wrong length");
    assertThat(failure.diagnosis()).isEqualTo(Diagnosis.STORAGE);
  }

  @Test
  void whereNoTaskSpokeItIsWhatSparkThrew() {
    TaskFailure failure = listener.failure(aborted);
    assertThat(failure).hasMessage("org.apache.spark.SparkException: Job aborted");
    assertThat(failure.diagnosis()).isEqualTo(Diagnosis.STORAGE);
  }
}

package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import io.cofire.tests.cluster.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** A training under way whose driver is this process, and what it says; every wait has a limit. */
final class Watch implements TrainingListener {

  private record Said(long nanos, String message) {}

  private final List<Said> warnings = new CopyOnWriteArrayList<>();
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private final RunFiles files;
  private CompletableFuture<RunResult> training;

  private Watch(Path run) {
    this.files = new RunFiles(run);
  }

  /** Starts a training on so many hosts. */
  static Watch start(SparkSession session, Recipe recipe, Path run, int hosts) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    Watch watch = new Watch(run);
    RunDirectory directory = new RunDirectory(run.toUri().toString());
    watch.training =
        CompletableFuture.supplyAsync(() -> TrainingJob.run(session, recipe, directory, watch));
    return watch;
  }

  @Override
  public void onWarning(String message) {
    warnings.add(new Said(System.nanoTime(), message));
  }

  @Override
  public void onStart(Plan plan) {
    plans.add(plan);
  }

  List<String> warnings() {
    return warnings.stream().map(Said::message).toList();
  }

  List<Plan> plans() {
    return List.copyOf(plans);
  }

  RunFiles files() {
    return files;
  }

  /** Waits for a checkpoint of this step or a later one; returns which. */
  long awaitStep(long step) throws InterruptedException, IOException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (files.newestStep() < step) {
      if (System.nanoTime() > end || training.isDone()) {
        training.join();
        throw new IllegalStateException("No checkpoint of step " + step + " in " + files.run());
      }
      Thread.sleep(1);
    }
    return files.newestStep();
  }

  /**
   * Waits for the first warning after a moment and asserts that it comes in time.
   *
   * @param since {@link System#nanoTime} when the fault struck
   * @return the message
   */
  String heard(long since, Duration limit) throws InterruptedException {
    while (true) {
      for (Said said : warnings) {
        if (said.nanos() >= since) {
          assertThat(Duration.ofNanos(said.nanos() - since)).as(said.message()).isLessThan(limit);
          return said.message();
        }
      }
      long waited = System.nanoTime() - since;
      assertThat(waited).as("nothing was said, nanoseconds").isLessThan(limit.toNanos());
      assertThat(training).as("nothing was said").isNotDone();
      Thread.sleep(5);
    }
  }

  /** Waits for the end. */
  RunResult result() throws Exception {
    return training.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  CompletableFuture<RunResult> training() {
    return training;
  }
}

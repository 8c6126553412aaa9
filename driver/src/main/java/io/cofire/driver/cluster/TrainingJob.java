package io.cofire.driver.cluster;

import io.cofire.driver.assembly.Assembly;
import io.cofire.driver.assembly.HostData;
import io.cofire.driver.assembly.JobSettings;
import io.cofire.driver.assembly.Slots;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunMetrics;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A training from its newest whole checkpoint to its last epoch: one barrier stage, and another
 * from the then newest checkpoint each time that one fails. The weights at the end are the same,
 * bit for bit, however often that was and whichever executors took part.
 *
 * <p>The session's configuration: {@link ClusterSettings#required()}, and {@code
 * spark.cofire.hosts} (default: as many as there are executors, at most the ranks), {@code
 * spark.cofire.deadline} (120s), {@code spark.cofire.maxRestarts} (3), {@code
 * spark.cofire.slotsWait} (120s).
 */
public final class TrainingJob {

  private static final long BACK_OFF_MILLIS = 500;

  private final SparkContext spark;
  private final Recipe recipe;
  private final RunDirectory directory;
  private final ReportRelay telling;
  private final Configuration hadoop;
  private final TrainingPlan plan;
  private final CheckpointStore store;
  private final String run = UUID.randomUUID().toString();
  private final Set<String> apart = new TreeSet<>(); // executors that others could not talk to
  private int hosts; // of the last attempt; 0 before the first

  private TrainingJob(
      SparkSession session, Recipe recipe, RunDirectory directory, TrainingListener listener)
      throws IOException {
    this.spark = session.sparkContext();
    ClusterSettings.require(spark.conf());
    this.recipe = recipe;
    this.directory = directory;
    this.telling = new ReportRelay(listener);
    this.hadoop = spark.hadoopConfiguration();
    this.plan = Assembly.ofRanks(recipe, HostData.shards(recipe, hadoop));
    this.store = new CheckpointStore(hadoop, directory);
  }

  /**
   * Trains, or goes on with a run that was interrupted.
   *
   * @param session started with {@link ClusterSettings#required()}
   * @param directory where the run's checkpoints lie or will lie
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data, or the session
   *     no barrier stage, before any job
   * @throws TrainingException if it cannot be completed: the message names rank, host and cause
   */
  public static RunResult run(
      SparkSession session, Recipe recipe, RunDirectory directory, TrainingListener listener) {
    try (RunMetrics metrics = new RunMetrics(listener)) {
      return new TrainingJob(session, recipe, directory, metrics).run();
    } catch (IOException e) {
      throw new TrainingException("Cannot train " + recipe.name() + ": " + e.getMessage(), e);
    }
  }

  private RunResult run() throws IOException {
    int limit = ClusterSettings.maxRestarts(spark.conf());
    int inVain = 0; // failures since the last new checkpoint
    long lastStep = -1;
    for (int restarts = 0; ; restarts++) {
      Optional<Path> checkpoint = newest();
      Progress from = progress(checkpoint);
      inVain = from.step() > lastStep ? 0 : inVain;
      lastStep = from.step();
      try {
        return attempt(checkpoint, from, restarts);
      } catch (Attempt.FailedException e) {
        inVain++;
        if (e.diagnosis().failsAlike() || inVain > limit) {
          throw new TrainingException(
              String.format(
                  Locale.ROOT,
                  "Cannot train %s: %s (after %d restarts)",
                  recipe.name(),
                  e.getMessage(),
                  restarts),
              e);
        }
        telling.warning(
            String.format(
                Locale.ROOT,
                "%s; restarting from the newest checkpoint%s",
                e.getMessage(),
                leaveOut(e.silent())));
        backOff(inVain);
      }
    }
  }

  /**
   * Two executors that cannot talk to each other would meet again in the next attempt: it goes
   * without one of them, on fewer hosts if no other is there.
   *
   * @return what is done, in words to append
   */
  private String leaveOut(Optional<String> silent) {
    if (silent.isEmpty() || !Whereabouts.executors(spark).containsKey(silent.get())) {
      return "";
    }
    apart.add(silent.get());
    return " without executor " + silent.get();
  }

  private Optional<Path> newest() throws IOException {
    return store.newest(telling::warning);
  }

  private Progress progress(Optional<Path> checkpoint) throws IOException {
    if (checkpoint.isEmpty()) {
      return Progress.start(recipe.seed(), recipe.hash(), plan.manifestHash());
    }
    Path place = checkpoint.get();
    return new FormerRecipes(hadoop, directory)
        .accept(store.progress(place), recipe.hash(), plan.manifestHash(), place.toString());
  }

  private RunResult attempt(Optional<Path> checkpoint, Progress from, int restarts)
      throws Attempt.FailedException, IOException {
    SparkConf conf = spark.conf();
    hosts = countHosts();
    List<String> places = places();
    telling.start(plan.announced(hosts, from));
    JobSpec spec =
        new JobSpec(
            JobSpec.Work.TRAIN,
            recipe.yaml(),
            directory,
            checkpoint.map(Path::toString).orElse(""),
            run,
            restarts + 1,
            hosts,
            ClusterSettings.deadline(conf),
            null,
            new SerializableConfiguration(hadoop));
    RankResult result = Attempt.run(spark, spec, places, telling::report);
    String last = newest().map(Path::toString).orElseThrow();
    return new RunResult(
            result.epochs(),
            result.evaluation(),
            result.times(),
            result.steps(),
            recipe.training().ranks(),
            hosts,
            restarts,
            last,
            result.ranks(),
            result.alarms())
        .read(result.reads());
  }

  /** Where the attempt is to run if not anywhere; it takes no more hosts than that. */
  private List<String> places() {
    apart.retainAll(Whereabouts.executors(spark).keySet());
    List<String> places = apart.isEmpty() ? List.of() : Whereabouts.without(spark, apart);
    if (places.isEmpty()) {
      apart.clear();
      return List.of();
    }
    hosts = Math.min(hosts, places.size());
    return places;
  }

  private int countHosts() {
    int ranks = recipe.training().ranks();
    int wanted = JobSettings.hosts(spark.conf());
    Duration wait = JobSettings.slotsWait(spark.conf());
    return hosts == 0
        ? Slots.hosts(spark, ranks, wanted, wait)
        : Slots.hostsLeft(spark, ranks, wanted, hosts, wait);
  }

  private static void backOff(int failures) {
    try {
      Thread.sleep(BACK_OFF_MILLIS << Math.min(failures, 6));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Interrupted between two attempts", e);
    }
  }
}

package io.cofire.data.spark;

import io.cofire.data.archives.DataPlace;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.DatasetLayout;
import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Misfit;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.ReadTree;
import io.cofire.data.imagefiles.ImageLayout;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.lock.FolderBusyException;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ManifestStore;
import io.cofire.data.shards.ShardSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Turns a data set's folder into shards and a manifest. A Spark task has one file or, where these
 * are smaller than a shard, some: it reads each once and writes the shards that they fill. The
 * output's bytes depend on the input alone; what an interrupted run has finished is used by the
 * next one; the manifest is written last.
 */
public final class PrepareJob {

  private static final long POLL_MILLIS = 200;

  private final JavaSparkContext spark;
  private final PrepareConfig config;
  private final Optional<ListedFiles> listed;
  private final PrepareProgress progress;

  private PrepareJob(
      JavaSparkContext spark,
      PrepareConfig config,
      Optional<ListedFiles> listed,
      PrepareProgress progress) {
    this.spark = spark;
    this.config = config;
    this.listed = listed;
    this.progress = progress;
  }

  /**
   * Prepares a data set.
   *
   * @param spark runs the tasks; its Hadoop configuration reaches the files
   * @param config what to prepare
   * @param progress hears how far it has come, on the calling thread
   * @throws FolderBusyException if another command is preparing into the same folder
   * @throws PrepareException if the output is a stranger's, no recording of a split can be read,
   *     storage fails, or under {@link PrepareConfig.Rejections#FAIL} a recording was rejected
   * @throws io.cofire.data.datasets.DatasetException if the folder does not hold the data set
   */
  public static PrepareResult run(
      JavaSparkContext spark, PrepareConfig config, PrepareProgress progress) {
    return run(spark, config, Optional.empty(), progress);
  }

  /**
   * Prepares files that are listed, whatever else lies beside them.
   *
   * @param config its input is the folder that the files' paths begin in
   * @see #run(JavaSparkContext, PrepareConfig, PrepareProgress)
   */
  public static PrepareResult run(
      JavaSparkContext spark, PrepareConfig config, ListedFiles files, PrepareProgress progress) {
    return run(spark, config, Optional.of(files), progress);
  }

  private static PrepareResult run(
      JavaSparkContext spark,
      PrepareConfig config,
      Optional<ListedFiles> listed,
      PrepareProgress progress) {
    try {
      return new PrepareJob(spark, config, listed, progress).run();
    } catch (IOException e) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s into %s: %s",
              config.input(),
              config.output(),
              Causes.said(e)),
          e);
    }
  }

  private PrepareResult run() throws IOException {
    Configuration configuration = spark.hadoopConfiguration();
    DataPlace place = DataPlace.of(configuration, config.input());
    PreparePlan plan = told(new ReadTree(place.tree()));
    WorkFolder work = new WorkFolder(configuration, config.output());
    if (work.holdsManifest()) {
      return alreadyPrepared(work, plan);
    }
    String command = "cofire prepare " + config.dataset();
    try (Owned folder =
        FolderLock.take(configuration, work.output(), "prepare", command, () -> {})) {
      return work.holdsManifest() // since a moment ago
          ? alreadyPrepared(work, plan)
          : run(place, work, plan, folder);
    }
  }

  private PrepareResult run(DataPlace input, WorkFolder work, PreparePlan plan, Owned folder)
      throws IOException {
    boolean resumed = work.begin(plan.fingerprint());
    List<GroupOutcome> outcomes = execute(input, work, plan, folder);
    Manifest manifest = Gathered.of(plan, outcomes);
    Strictness.require(config, manifest, plan);
    folder.require();
    ManifestStore.commit(work.storage(), work.output(), work.temporary(Manifest.FILE), manifest);
    work.end();
    return new PrepareResult(
        manifest,
        resumed ? PrepareResult.Outcome.RESUMED : PrepareResult.Outcome.PREPARED,
        plan.passedOver(),
        Gathered.medians(manifest, plan, outcomes));
  }

  /** The plan; where there is none, what was not taken may be the reason. */
  private PreparePlan told(ReadTree tree) throws IOException {
    try {
      PreparePlan plan = plan(tree);
      OneClass.refuse(plan, tree, config);
      return plan;
    } catch (DatasetException e) {
      List<String> left = PassedOver.counted(tree.unreadable());
      if (left.isEmpty()) {
        throw e;
      }
      throw new DatasetException(e.getMessage() + "; not taken: " + String.join("; ", left));
    }
  }

  private PreparePlan plan(ReadTree tree) throws IOException {
    if (listed.isPresent()) {
      return listed.get().plan(tree, config);
    }
    Optional<ImageLayout> images = ImageLayouts.find(config.dataset());
    if (images.isPresent()) {
      return ImagePlan.of(images.get(), tree, config);
    }
    DatasetLayout events =
        DatasetLayouts.find(config.dataset()).orElseThrow(() -> unknown(config.dataset()));
    return EventPlan.of(events, tree, config);
  }

  private static Misfit unknown(String dataset) {
    Stream<String> events = DatasetLayouts.names().stream();
    Stream<String> images = ImageLayouts.names().stream();
    return new Misfit(
        String.format(
            Locale.ROOT,
            "Unknown data set layout: %s (known: %s)",
            dataset,
            Stream.concat(events, images).collect(Collectors.joining(", "))));
  }

  private PrepareResult alreadyPrepared(WorkFolder work, PreparePlan plan) throws IOException {
    Manifest manifest = ShardSet.open(spark.hadoopConfiguration(), work.output()).manifest();
    if (!manifest.source().equals(plan.fingerprint())) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s into %s: the folder holds a prepared set of another input"
                  + " (expected source %s, found %s%s); choose another folder or delete it",
              config.input(),
              work.output(),
              plan.fingerprint(),
              manifest.source(),
              otherDecoding(manifest)));
    }
    Strictness.require(config, manifest, plan);
    work.end();
    return new PrepareResult(
        manifest, PrepareResult.Outcome.ALREADY_PREPARED, plan.passedOver(), List.of());
  }

  private String otherDecoding(Manifest manifest) {
    DecodeWords found =
        new DecodeWords(manifest.contents().either(Contents.Events::decoding, images -> Map.of()));
    return found.equals(config.decoding())
        ? ""
        : String.format(
            Locale.ROOT,
            "; it was read with [%s], and is asked for with [%s]",
            found,
            config.decoding());
  }

  private List<GroupOutcome> execute(
      DataPlace input, WorkFolder work, PreparePlan plan, Owned folder) {
    PrepareCounts counts = PrepareCounts.in(spark.sc());
    TaskPlace place =
        new TaskPlace(
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration())),
            input.root(),
            spark.broadcast(input.listed()),
            work.output().toString(),
            spark.sc().applicationId(),
            counts);
    List<Integer> order = longestFirst(plan.tasks());
    List<String> tasks = new ArrayList<>();
    order.forEach(task -> tasks.add(plan.tasks().get(task).json()));
    spark.setJobDescription("prepare " + config.input());
    JavaFutureAction<List<String>> running =
        spark.parallelize(tasks, tasks.size()).map(plan.work().at(place)).collectAsync();
    List<String> found =
        await(
            running,
            () -> {
              folder.require();
              counts.report(progress, plan.samples());
            });
    GroupOutcome[] outcomes = new GroupOutcome[found.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[order.get(i)] = WorkFolder.fromJson(found.get(i), GroupOutcome.class);
    }
    return List.of(outcomes);
  }

  /** So that none is left running alone at the end. */
  private static List<Integer> longestFirst(List<PreparePlan.Task> tasks) {
    return IntStream.range(0, tasks.size())
        .boxed()
        .sorted(Comparator.comparingLong(task -> -tasks.get(task).length()))
        .toList();
  }

  private List<String> await(JavaFutureAction<List<String>> running, Runnable report) {
    try {
      while (true) {
        try {
          List<String> outcomes = running.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
          report.run();
          return outcomes;
        } catch (TimeoutException e) {
          report.run();
        }
      }
    } catch (ExecutionException e) {
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s into %s: %s; %s",
              config.input(),
              config.output(),
              firstLines(e.getCause()),
              remedy(e)),
          e);
    } catch (FolderBusyException e) {
      running.cancel(true);
      throw e;
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new PrepareException(
          String.format(
              Locale.ROOT,
              "Cannot prepare %s into %s: interrupted; run it again to go on where it stopped",
              config.input(),
              config.output()),
          e);
    }
  }

  private static String remedy(ExecutionException e) {
    if (Causes.chain(e).stream().anyMatch(OutOfMemoryError.class::isInstance)) {
      return "give more memory (--memory, or spark.executor.memory on a cluster) and run it again";
    }
    return Diagnosis.of(e).failsAlike()
        ? "running it again does not help"
        : "run it again to go on where it stopped";
  }

  private static String firstLines(Throwable error) {
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf("\n\tat ");
    return end < 0 ? message : message.substring(0, end);
  }
}

package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.DatasetLayout;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ManifestStore;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Turns a data set's folder into shards and a manifest. A Spark task has one file or, where these
 * are smaller than a shard, a few: it reads each once and writes the shards that they fill. The
 * output's bytes depend on the input alone; what an interrupted run has finished is used by the
 * next one; the manifest is written last.
 */
public final class PrepareJob {

  private static final long POLL_MILLIS = 200;

  private final JavaSparkContext spark;
  private final PrepareConfig config;
  private final PrepareProgress progress;

  private PrepareJob(JavaSparkContext spark, PrepareConfig config, PrepareProgress progress) {
    this.spark = spark;
    this.config = config;
    this.progress = progress;
  }

  /**
   * Prepares a data set.
   *
   * @param spark runs the tasks; its Hadoop configuration reaches the files
   * @param config what to prepare
   * @param progress hears how far it has come, on the calling thread
   * @throws PrepareException if the output is a stranger's, no recording of a split can be read,
   *     storage fails, or under {@link PrepareConfig.Rejections#FAIL} a recording was rejected
   * @throws io.cofire.data.datasets.DatasetException if the folder does not hold the data set
   */
  public static PrepareResult run(
      JavaSparkContext spark, PrepareConfig config, PrepareProgress progress) {
    try {
      return new PrepareJob(spark, config, progress).run();
    } catch (IOException e) {
      throw new PrepareException(
          "Cannot prepare %s into %s: %s"
              .formatted(config.input(), config.output(), e.getMessage()),
          e);
    }
  }

  private PrepareResult run() throws IOException {
    Configuration configuration = spark.hadoopConfiguration();
    HadoopFileTree tree = new HadoopFileTree(configuration, config.input());
    DatasetIndex index = DatasetLayout.named(config.dataset()).index(tree, config.layout());
    String fingerprint = Fingerprint.of(index, config.shardInputBytes());
    WorkFolder work = new WorkFolder(configuration, config.output());
    if (work.holdsManifest()) {
      return alreadyPrepared(work, fingerprint);
    }
    boolean resumed = work.begin(fingerprint);
    List<FileGroup> plan = FileGroup.plan(index, config.shardInputBytes());
    List<GroupOutcome> outcomes = execute(tree, work, plan, index.recordings());
    Manifest manifest = manifest(index, fingerprint, plan, outcomes);
    requireNoRejections(manifest);
    ManifestStore.commit(work.storage(), work.output(), work.temporary(Manifest.FILE), manifest);
    work.end();
    return new PrepareResult(
        manifest, resumed ? PrepareResult.Outcome.RESUMED : PrepareResult.Outcome.PREPARED);
  }

  private PrepareResult alreadyPrepared(WorkFolder work, String fingerprint) throws IOException {
    Manifest manifest = ShardSet.open(spark.hadoopConfiguration(), work.output()).manifest();
    if (!manifest.source().equals(fingerprint)) {
      throw new PrepareException(
          "Cannot prepare %s into %s: the folder holds a prepared set of another input (expected source %s, found %s); choose another folder or delete it"
              .formatted(config.input(), work.output(), fingerprint, manifest.source()));
    }
    requireNoRejections(manifest);
    work.end();
    return new PrepareResult(manifest, PrepareResult.Outcome.ALREADY_PREPARED);
  }

  private List<GroupOutcome> execute(
      HadoopFileTree tree, WorkFolder work, List<FileGroup> plan, long total) {
    PrepareCounts counts = PrepareCounts.in(spark.sc());
    FileGroupTask task =
        new FileGroupTask(
            spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration())),
            tree.root(),
            work.output().toString(),
            spark.sc().applicationId(),
            counts);
    List<String> tasks = plan.stream().map(WorkFolder::toJson).toList();
    spark.setJobDescription("prepare " + config.input());
    JavaFutureAction<List<String>> running =
        spark.parallelize(new ArrayList<>(tasks), tasks.size()).map(task).collectAsync();
    return await(running, () -> counts.report(progress, total)).stream()
        .map(json -> WorkFolder.fromJson(json, GroupOutcome.class))
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
          "Cannot prepare %s into %s: %s; run it again to go on where it stopped"
              .formatted(config.input(), config.output(), firstLines(e.getCause())),
          e);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new PrepareException(
          "Cannot prepare %s into %s: interrupted; run it again to go on where it stopped"
              .formatted(config.input(), config.output()),
          e);
    }
  }

  private static Manifest manifest(
      DatasetIndex index, String fingerprint, List<FileGroup> plan, List<GroupOutcome> outcomes) {
    Map<String, List<ShardInfo>> shards = new LinkedHashMap<>();
    for (SplitEntries split : index.splits()) {
      shards.put(split.name(), new ArrayList<>());
    }
    List<Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      for (ShardOutcome shard : outcomes.get(i).shards()) {
        shards.get(plan.get(i).split()).addAll(shard.shards());
        rejected.addAll(shard.rejected());
      }
    }
    List<SplitInfo> splits = new ArrayList<>();
    shards.forEach((name, infos) -> splits.add(new SplitInfo(name, infos)));
    requireSamples(splits, rejected);
    return Manifest.of(
        index.dataset(), fingerprint, index.sensor(), index.classes(), splits, rejected);
  }

  private static void requireSamples(List<SplitInfo> splits, List<Rejected> rejected) {
    for (SplitInfo split : splits) {
      if (split.shards().isEmpty()) {
        throw new PrepareException(
            "Cannot prepare split %s: none of its recordings can be read; the first: %s"
                .formatted(
                    split.name(),
                    rejected.stream()
                        .filter(r -> r.split().equals(split.name()))
                        .findFirst()
                        .map(PrepareJob::describe)
                        .orElse("none found")));
      }
    }
  }

  private void requireNoRejections(Manifest manifest) {
    if (config.rejections() == PrepareConfig.Rejections.FAIL && !manifest.rejected().isEmpty()) {
      throw new PrepareException(
          "Cannot prepare %s strictly: %d of %d recordings cannot be read; the first: %s; repair or remove them, or prepare without strict"
              .formatted(
                  config.input(),
                  manifest.rejected().size(),
                  manifest.rejected().size()
                      + manifest.splits().stream().mapToInt(SplitInfo::samples).sum(),
                  describe(manifest.rejected().get(0))));
    }
  }

  private static String describe(Rejected rejected) {
    return rejected.path() + ": " + rejected.reason();
  }

  private static String firstLines(Throwable error) {
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf("\n\tat ");
    return end < 0 ? message : message.substring(0, end);
  }
}

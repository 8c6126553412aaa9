package io.cofire.data.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Makes the shards of one group of files on an executor, but for those that an earlier run has
 * finished. Plans and outcomes travel as JSON, so that any serializer of the application carries
 * them.
 */
final class FileGroupTask implements Function<String, String> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final String input;
  private final String output;
  private final String application;
  private final PrepareCounts counts;

  /** Input and output are qualified paths: an executor has another working directory. */
  FileGroupTask(
      Broadcast<SerializableConfiguration> configuration,
      String input,
      String output,
      String application,
      PrepareCounts counts) {
    this.configuration = configuration;
    this.input = input;
    this.output = output;
    this.application = application;
    this.counts = counts;
  }

  @Override
  public String call(String plan) throws IOException {
    Configuration hadoop = configuration.value().value();
    FileGroup group = WorkFolder.fromJson(plan, FileGroup.class);
    WorkFolder work = new WorkFolder(hadoop, output);
    Map<String, ShardOutcome> outcomes = new HashMap<>();
    List<PlannedShard> missing = new ArrayList<>();
    for (PlannedShard shard : group.shards()) {
      Optional<ShardOutcome> earlier = work.finished(shard);
      if (earlier.isPresent()) {
        counts.add(earlier.get());
        outcomes.put(shard.file(), earlier.get());
      } else {
        missing.add(shard);
      }
    }
    if (!missing.isEmpty()) {
      HadoopFileTree tree = new HadoopFileTree(hadoop, input);
      String attempt = application + "-" + TaskContext.get().taskAttemptId();
      outcomes.putAll(new ShardsOfFiles(group, tree, work, attempt, counts).make(missing));
    }
    return WorkFolder.toJson(
        new GroupOutcome(
            group.shards().stream().map(shard -> outcomes.get(shard.file())).toList()));
  }
}

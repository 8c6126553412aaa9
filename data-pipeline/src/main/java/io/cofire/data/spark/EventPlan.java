package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.DatasetLayout;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.files.HadoopFileTree;
import io.cofire.data.shards.Contents;
import java.io.IOException;

/** Plans the preparation of recordings. */
final class EventPlan {

  private EventPlan() {}

  static PreparePlan of(DatasetLayout layout, HadoopFileTree tree, PrepareConfig config)
      throws IOException {
    DatasetIndex index = layout.index(tree, config.layout());
    return new PreparePlan(
        index.dataset(),
        new Contents.Events(index.sensor()),
        index.classes(),
        index.splits().stream().map(SplitEntries::name).toList(),
        Fingerprint.of(index, config.shardInputBytes()),
        index.recordings(),
        FileGroup.plan(index, config.shardInputBytes()).stream()
            .map(group -> new PreparePlan.Task(group.split(), 0, WorkFolder.toJson(group)))
            .toList(),
        FileGroupTask::new,
        (split, samples) -> {});
  }
}

package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.DatasetLayout;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.ReadTree;
import io.cofire.data.files.TakenFile;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.Contents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the preparation of recordings. */
final class EventPlan {

  private EventPlan() {}

  static PreparePlan of(DatasetLayout layout, ReadTree tree, PrepareConfig config)
      throws IOException {
    DatasetIndex index = layout.index(tree, config.layout());
    List<TakenFile> taken =
        index.splits().stream()
            .flatMap(split -> split.recordings().stream())
            .map(one -> new TakenFile(one.path(), OptionalInt.of(one.label())))
            .toList();
    List<PassedOver> passedOver = new ArrayList<>(index.missing());
    config.layout().list().ifPresent(list -> passedOver.addAll(list.idle(names(index))));
    passedOver.addAll(tree.leftOver(taken.stream(), layout::isListed));
    return of(layout, index, config, passedOver);
  }

  /** What a list of splits may call its samples. */
  private static Set<String> names(DatasetIndex index) {
    return index.splits().stream()
        .flatMap(split -> split.recordings().stream())
        .flatMap(one -> Stream.of(one.id(), one.path()))
        .collect(Collectors.toSet());
  }

  /**
   * By an index that is there.
   *
   * @param layout how its recordings are read
   */
  static PreparePlan of(
      DatasetLayout layout, DatasetIndex found, PrepareConfig config, List<PassedOver> passedOver) {
    DatasetIndex index = config.mixing().map(key -> MixedFiles.of(found, key)).orElse(found);
    DecodeOptions options = config.decoding().over(layout.decoding(index.sensor()));
    SensorGeometry image = options.orientation().apply(index.sensor());
    if (!config.decoding().filters().isEmpty()) {
      EventFilter.requireAccountable(image);
    }
    return new PreparePlan(
        index.dataset(),
        new Contents.Events(image, config.decoding().words(), List.of(), List.of(), List.of()),
        index.classes(),
        index.splits().stream().map(SplitEntries::name).toList(),
        Fingerprint.of(index, config.shardInputBytes(), config.decoding()),
        index.recordings(),
        FileGroup.plan(index, config.shardInputBytes(), config.decoding()).stream()
            .map(group -> new PreparePlan.Task(group.split(), 0, WorkFolder.toJson(group)))
            .toList(),
        FileGroupTask::new,
        (split, samples) -> {},
        passedOver);
  }
}

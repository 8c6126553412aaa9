package io.cofire.data.spark;

import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tasks of a preparation made, as the one manifest of the set. */
final class Gathered {

  private Gathered() {}

  /**
   * The manifest of a set.
   *
   * @param outcomes of the plan's tasks, in their order
   * @throws PrepareException if no sample of a split could be read
   */
  static Manifest of(PreparePlan plan, List<GroupOutcome> outcomes) {
    Map<String, List<ShardInfo>> shards = new LinkedHashMap<>();
    Map<String, Long> samples = new HashMap<>();
    plan.splits().forEach(split -> shards.put(split, new ArrayList<>()));
    List<Rejected> rejected = new ArrayList<>();
    List<Remark> units = new ArrayList<>();
    List<Remark> doubts = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      String split = plan.tasks().get(i).split();
      for (ShardOutcome shard : outcomes.get(i).shards()) {
        shards.get(split).addAll(shard.shards());
        rejected.addAll(shard.rejected());
        units.addAll(shard.units());
        doubts.addAll(shard.doubts());
        dropped.addAll(shard.dropped());
        samples.merge(split, (long) shard.recordings(), Long::sum);
      }
    }
    List<SplitInfo> splits = new ArrayList<>();
    shards.forEach((name, infos) -> splits.add(new SplitInfo(name, infos)));
    requireSamples(plan.contents(), splits, rejected, dropped);
    plan.splits().forEach(split -> plan.checks().require(split, samples.get(split)));
    return Manifest.of(
        plan.dataset(),
        plan.fingerprint(),
        plan.contents().with(Remark.merged(units), Remark.merged(doubts), Dropped.merged(dropped)),
        plan.classes(),
        splits,
        rejected);
  }

  /** What the middle sample of each class of each split looks like, where samples tell. */
  static List<SampleMedians> medians(
      Manifest manifest, PreparePlan plan, List<GroupOutcome> outcomes) {
    Map<String, List<ShardOutcome.SampleSize>> sizes = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      List<ShardOutcome.SampleSize> split =
          sizes.computeIfAbsent(plan.tasks().get(i).split(), name -> new ArrayList<>());
      outcomes.get(i).shards().forEach(shard -> split.addAll(shard.sizes()));
    }
    return manifest.splits().stream()
        .flatMap(
            split ->
                SampleMedians.of(split.name(), sizes.get(split.name()), split.samples()).stream())
        .toList();
  }

  private static void requireSamples(
      Contents contents, List<SplitInfo> splits, List<Rejected> rejected, List<Dropped> dropped) {
    for (SplitInfo split : splits) {
      if (split.shards().isEmpty()) {
        throw new PrepareException(
            String.format(
                Locale.ROOT,
                "Cannot prepare split %s: none of its %s can be read; the first: %s",
                split.name(),
                contents.word(),
                rejected.stream()
                    .filter(r -> r.split().equals(split.name()))
                    .findFirst()
                    .map(Rejected::describe)
                    .or(() -> dropped.stream().findFirst().map(Dropped::describe))
                    .orElse("none found")));
      }
    }
  }
}

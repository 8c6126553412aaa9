package io.cofire.driver.prepared;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.batches.ClassMix;
import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.spark.PrepareResult;
import java.util.List;
import java.util.Locale;

/** What a folder was taken for, as JSON. */
public final class PreparedJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PreparedJson() {}

  /**
   * All of it: classes, splits with the samples of each class, and what was left aside. The medians
   * are those of a preparation, not of a set that was prepared already.
   *
   * @param output names the prepared set
   */
  public static ObjectNode of(String output, PrepareResult result) {
    Manifest manifest = result.manifest();
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("output", output).put("dataset", manifest.dataset());
    tree.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
    ArrayNode classes = tree.putArray("classes");
    manifest.classes().forEach(classes::add);
    ArrayNode splits = tree.putArray("splits");
    manifest.splits().forEach(split -> put(splits.addObject(), split, result));
    ArrayNode rejected = tree.putArray("rejected");
    manifest.rejected().forEach(one -> put(rejected.addObject(), one));
    ArrayNode notTaken = tree.putArray("not_taken");
    result.passedOver().forEach(one -> put(notTaken.addObject(), one));
    put(tree, manifest.contents());
    return tree;
  }

  private static void put(ObjectNode tree, SplitInfo split, PrepareResult result) {
    tree.put("name", split.name()).put("samples", split.samples());
    if (result.manifest().contents() instanceof Contents.Events) {
      tree.put("events", split.events());
    }
    tree.put("bytes", split.bytes()).put("shards", split.shards().size());
    int[] counts = new int[result.manifest().classes().size()];
    for (int label : split.labels()) {
      counts[label]++;
    }
    ArrayNode ofClass = tree.putArray("samples_of_class");
    for (int count : counts) {
      ofClass.add(count);
    }
    ClassMix.of(split)
        .ifPresent(
            mix ->
                tree.putObject("largest_class")
                    .put("of_split", mix.ofSplit())
                    .put("of_window", mix.ofWindow())
                    .put("window", mix.window()));
    result.medians().stream()
        .filter(medians -> medians.split().equals(split.name()))
        .forEach(
            medians ->
                tree.put("median_micros", medians.micros()).put("median_events", medians.events()));
  }

  private static void put(ObjectNode tree, Rejected one) {
    tree.put("split", one.split()).put("path", one.path()).put("reason", one.reason());
  }

  private static void put(ObjectNode tree, PassedOver one) {
    tree.put("path", one.path()).put("reason", one.reason().words());
  }

  private static void put(ObjectNode tree, Contents contents) {
    if (contents instanceof Contents.Events events) {
      put(tree.putArray("times"), events.units());
      put(tree.putArray("warnings"), events.doubts());
      ArrayNode dropped = tree.putArray("dropped");
      for (Dropped one : events.dropped()) {
        ObjectNode kind = dropped.addObject().put("what", one.what()).put("count", one.count());
        kind.put("recordings", one.recordings()).put("first", one.first());
      }
    }
  }

  private static void put(ArrayNode list, List<Remark> remarks) {
    for (Remark one : remarks) {
      ObjectNode remark = list.addObject().put("text", one.text());
      remark.put("recordings", one.recordings()).put("first", one.first());
    }
  }
}

package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetLayout;
import io.cofire.data.datasets.RecordingEntry;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.Clips;
import io.cofire.data.recordings.DecodeOptions;
import io.cofire.data.recordings.RecordingException;
import io.cofire.data.recordings.RecordingInput;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.ShardWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Makes one shard on an executor. Plans and outcomes travel as JSON, so that any serializer of the
 * application carries them.
 */
final class ShardTask implements Function<String, String> {

  private static final long serialVersionUID = 1L;

  private final SerializableConfiguration configuration;
  private final String input;
  private final String output;
  private final String application;
  private final LongAccumulator recordings;
  private final LongAccumulator events;
  private final LongAccumulator rejected;

  /** Input and output are qualified paths: an executor has another working directory. */
  ShardTask(
      Configuration configuration,
      String input,
      String output,
      String application,
      LongAccumulator recordings,
      LongAccumulator events,
      LongAccumulator rejected) {
    this.configuration = new SerializableConfiguration(configuration);
    this.input = input;
    this.output = output;
    this.application = application;
    this.recordings = recordings;
    this.events = events;
    this.rejected = rejected;
  }

  @Override
  public String call(String plan) throws IOException {
    PlannedShard planned = WorkFolder.fromJson(plan, PlannedShard.class);
    WorkFolder work = new WorkFolder(configuration.value(), output);
    Optional<ShardOutcome> earlier = work.finished(planned);
    ShardOutcome outcome = earlier.isPresent() ? earlier.get() : make(planned, work);
    if (earlier.isPresent()) {
      recordings.add(planned.recordings().size());
      events.add(outcome.events());
      rejected.add(outcome.rejected().size());
    }
    return WorkFolder.toJson(outcome);
  }

  private ShardOutcome make(PlannedShard planned, WorkFolder work) throws IOException {
    HadoopFileTree tree = new HadoopFileTree(configuration.value(), input);
    List<Rejected> bad = new ArrayList<>();
    try (ShardWriter writer = new ShardWriter()) {
      for (List<RecordingEntry> parts : planned.byRecording()) {
        addParts(tree, parts, planned, writer, bad);
      }
      Optional<ShardWriter.Finished> made =
          writer.samples() == 0 ? Optional.empty() : Optional.of(writer.finish(planned.file()));
      ShardOutcome outcome =
          new ShardOutcome(made.map(finished -> List.of(finished.info())).orElse(List.of()), bad);
      work.commit(planned, outcome, made, attempt());
      return outcome;
    }
  }

  /** Reads a recording once and appends its parts. */
  private void addParts(
      HadoopFileTree tree,
      List<RecordingEntry> parts,
      PlannedShard planned,
      ShardWriter writer,
      List<Rejected> bad)
      throws IOException {
    List<EventStream> read = List.of();
    String problem = "";
    try {
      read = read(tree, parts, planned);
    } catch (RecordingException e) {
      problem = e.problem();
    }
    for (int i = 0; i < parts.size(); i++) {
      RecordingEntry part = parts.get(i);
      if (i < read.size() && read.get(i).size() > 0) {
        writer.add(new Sample(part.id(), part.label(), read.get(i)));
        events.add(read.get(i).size());
      } else {
        String reason = i < read.size() ? "it has no events" : problem;
        bad.add(new Rejected(planned.split(), part.id(), reason));
        rejected.add(1);
      }
      recordings.add(1);
    }
  }

  private static List<EventStream> read(
      HadoopFileTree tree, List<RecordingEntry> parts, PlannedShard planned) throws IOException {
    String path = parts.get(0).path();
    DecodeOptions options = DatasetLayout.named(planned.dataset()).decoding(planned.sensor());
    List<TimeRange> ranges = parts.stream().map(RecordingEntry::range).toList();
    try (InputStream in = tree.open(path)) {
      return Clips.read(new RecordingInput(path, in), options, planned.sensor(), ranges);
    }
  }

  private String attempt() {
    return application + "-" + TaskContext.get().taskAttemptId();
  }
}

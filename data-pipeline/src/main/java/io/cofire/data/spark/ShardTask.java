package io.cofire.data.spark;

import io.cofire.data.datasets.RecordingEntry;
import io.cofire.data.events.EventStream;
import io.cofire.data.recordings.DecodeOptions;
import io.cofire.data.recordings.RecordingException;
import io.cofire.data.recordings.RecordingInput;
import io.cofire.data.recordings.Recordings;
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
      for (RecordingEntry recording : planned.recordings()) {
        try {
          EventStream read = read(tree, recording, planned);
          writer.add(new Sample(recording.path(), recording.label(), read));
          events.add(read.size());
        } catch (RecordingException e) {
          bad.add(new Rejected(planned.split(), recording.path(), e.problem()));
          rejected.add(1);
        }
        recordings.add(1);
      }
      Optional<ShardWriter.Finished> made =
          writer.samples() == 0 ? Optional.empty() : Optional.of(writer.finish(planned.file()));
      ShardOutcome outcome =
          new ShardOutcome(made.map(finished -> List.of(finished.info())).orElse(List.of()), bad);
      work.commit(planned, outcome, made, attempt());
      return outcome;
    }
  }

  private static EventStream read(
      HadoopFileTree tree, RecordingEntry recording, PlannedShard planned) throws IOException {
    try (InputStream in = tree.open(recording.path())) {
      return Recordings.read(
          new RecordingInput(recording.path(), in), DecodeOptions.sensor(planned.sensor()));
    }
  }

  private String attempt() {
    return application + "-" + TaskContext.get().taskAttemptId();
  }
}

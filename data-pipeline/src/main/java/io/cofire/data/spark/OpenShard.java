package io.cofire.data.spark;

import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.TakenUnit;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.PackedEvents;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.ShardWriter;
import io.cofire.data.spark.ShardOutcome.SampleSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shard that is being made. */
final class OpenShard implements AutoCloseable {

  private final PlannedShard planned;
  private final ShardWriter writer = new ShardWriter();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Remark> units = new ArrayList<>();
  private final List<Remark> doubts = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private final List<SampleSize> sizes = new ArrayList<>();

  OpenShard(PlannedShard planned) throws IOException {
    this.planned = planned;
  }

  PlannedShard planned() {
    return planned;
  }

  void add(LabelledEntry recording, PackedEvents events) throws IOException {
    writer.add(recording.id(), recording.label(), events);
    sizes.add(new SampleSize(events.size(), events.spanMicros()));
  }

  void reject(String split, LabelledEntry recording, String reason) {
    rejected.add(new Rejected(split, recording.id(), reason));
  }

  /** Keeps what was found out about a file. */
  void remark(String path, TakenUnit unit, List<String> reasons) {
    if (!unit.equals(TakenUnit.MICROSECONDS)) {
      units.add(new Remark(unit.toString(), 1, path));
    }
    reasons.forEach(reason -> doubts.add(new Remark(reason, 1, path)));
  }

  /** Keeps what was dropped of a recording, of a labelled part of one, or of a file. */
  void drop(Discard what, long count, String name) {
    dropped.add(new Dropped(what.words(), count, 1, name));
  }

  /** Stores it, if any of its recordings could be read, and its outcome. */
  ShardOutcome commit(WorkFolder work, String attempt) throws IOException {
    Optional<ShardWriter.Finished> made =
        writer.samples() == 0 ? Optional.empty() : Optional.of(writer.finish(planned.file()));
    writer.close();
    ShardOutcome outcome =
        new ShardOutcome(
            made.map(finished -> List.of(finished.info())).orElse(List.of()),
            rejected,
            Remark.merged(units),
            Remark.merged(doubts),
            Dropped.merged(dropped),
            sizes);
    work.commit(planned.file(), outcome, made, attempt);
    return outcome;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

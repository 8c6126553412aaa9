package io.cofire.data.spark;

import io.cofire.data.archives.DamagedMember;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.errors.Exhaustion;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.filters.FilterWords;
import io.cofire.data.recordings.Clip;
import io.cofire.data.recordings.Clips;
import io.cofire.data.recordings.read.Discard;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.TakenUnit;
import io.cofire.data.shards.PackedClips;
import io.cofire.data.shards.PackedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes shards out of a group's files, each of which passes once: its parts are packed while it
 * does and go into their shards, of which one is open at a time, when it has ended. A part's fate
 * depends on the file and on itself, not on which of the other parts are wanted.
 */
final class ShardsOfFiles {

  private final FileGroup group;
  private final FileTree tree;
  private final WorkFolder work;
  private final String attempt;
  private final PrepareCounts counts;
  private final SensorGeometry image;
  private final List<EventFilter> filters;
  private final Map<String, ShardOutcome> made = new HashMap<>();
  private OpenShard open; // null before the first and after the last

  ShardsOfFiles(
      FileGroup group, FileTree tree, WorkFolder work, String attempt, PrepareCounts counts) {
    this.group = group;
    this.tree = tree;
    this.work = work;
    this.attempt = attempt;
    this.counts = counts;
    this.filters = group.filters();
    this.image = group.options().orientation().apply(group.sensor());
  }

  /** A recording and where it belongs. */
  private record Part(PlannedShard shard, LabelledEntry recording) {}

  /**
   * Makes and stores shards.
   *
   * @param missing some of the group's shards, in order
   * @return what became of each, by the name of its file
   */
  Map<String, ShardOutcome> make(List<PlannedShard> missing) throws IOException {
    try {
      for (List<Part> file : files(missing)) {
        addFile(file);
      }
      commitOpen();
    } finally {
      if (open != null) {
        open.close();
      }
    }
    return made;
  }

  private static List<List<Part>> files(List<PlannedShard> shards) {
    List<List<Part>> files = new ArrayList<>();
    String path = null;
    for (PlannedShard shard : shards) {
      for (LabelledEntry recording : shard.recordings()) {
        if (!recording.path().equals(path)) {
          path = recording.path();
          files.add(new ArrayList<>());
        }
        files.get(files.size() - 1).add(new Part(shard, recording));
      }
    }
    return files;
  }

  private void addFile(List<Part> parts) throws IOException {
    try (PackedClips packed =
        new PackedClips(image, parts.size(), PackedClips.DEFAULT_HEAP_BYTES)) {
      List<Clip> clips = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        LabelledEntry part = parts.get(i).recording();
        clips.add(new Clip(part.range(), image, packed.sink(i), part.originMicros()));
      }
      String path = parts.get(0).recording().path();
      Passed passed = pass(path, clips);
      for (int i = 0; i < parts.size(); i++) {
        if (passed.problem().isPresent()) {
          reject(parts.get(i), passed.problem().get());
        } else if (clips.get(i).problem().isPresent()) {
          leave(parts.get(i), clips.get(i));
        } else {
          addPart(parts.get(i), clips.get(i), packed, i);
        }
      }
      if (passed.problem().isEmpty() && clips.stream().anyMatch(clip -> clip.problem().isEmpty())) {
        open.remark(path, passed.unit(), passed.doubts());
      }
      passed.tail().ifPresent(bytes -> open.drop(Discard.TAIL, bytes, path));
    }
  }

  /**
   * What became of a file.
   *
   * @param problem what is wrong with all of it
   * @param tail bytes of its end that were dropped
   */
  private record Passed(
      Optional<String> problem, TakenUnit unit, List<String> doubts, Optional<Long> tail) {

    static Passed none(String problem) {
      return new Passed(Optional.of(problem), TakenUnit.MICROSECONDS, List.of(), Optional.empty());
    }
  }

  private Passed pass(String path, List<Clip> clips) throws IOException {
    try (InputStream in = tree.open(path)) {
      RecordingInput input = new RecordingInput(path, in);
      List<String> doubts = Clips.cut(input, group.options(path), clips);
      Findings found = input.findings();
      Optional<Long> tail = Optional.ofNullable(found.discarded().get(Discard.TAIL));
      return new Passed(Optional.empty(), found.unit(), doubts, tail);
    } catch (RecordingException e) {
      return Passed.none(e.problem());
    } catch (DamagedMember e) {
      return Passed.none(e.problem());
    }
  }

  private String problem(PackedEvents read, PackedEvents events) {
    if (!events.fits()) {
      return String.format(
          Locale.ROOT, "more than %d events; cut it into parts", PackedEvents.MOST_EVENTS);
    }
    if (events.size() == 0 && read.size() > 0) {
      return String.format(
          Locale.ROOT,
          "none of its %,d events is left by %s",
          read.size(),
          String.join(", ", FilterWords.of(filters)));
    }
    return events.size() == 0 ? "it has no events" : "";
  }

  private void addPart(Part part, Clip clip, PackedClips packed, int number) throws IOException {
    PackedEvents read;
    PackedEvents events;
    try {
      read = packed.take(number);
      events = read.filtered(filters);
    } catch (OutOfMemoryError e) {
      reject(part, Exhaustion.describe(e));
      return;
    }
    String reason = problem(read, events);
    if (reason.isEmpty()) {
      shardOf(part).add(part.recording(), events);
      if (clip.outside() > 0) {
        open.drop(Discard.OUTSIDE, clip.outside(), part.recording().id());
      }
      counts.addSample(events.size());
    } else {
      reject(part, reason);
    }
  }

  /** Leaves a part out: by the user's choice where the file ends in it, or else rejected. */
  private void leave(Part part, Clip clip) throws IOException {
    if (clip.isWhole()) {
      reject(part, clip.problem().get());
    } else {
      shardOf(part).drop(Discard.PARTS, 1, part.recording().id());
      counts.addDropped();
    }
  }

  private void reject(Part part, String reason) throws IOException {
    shardOf(part).reject(group.split(), part.recording(), reason);
    counts.addRejected();
  }

  private OpenShard shardOf(Part part) throws IOException {
    if (open == null || !open.planned().file().equals(part.shard().file())) {
      commitOpen();
      open = new OpenShard(part.shard());
    }
    return open;
  }

  private void commitOpen() throws IOException {
    if (open != null) {
      made.put(open.planned().file(), open.commit(work, attempt));
      open = null;
    }
  }
}

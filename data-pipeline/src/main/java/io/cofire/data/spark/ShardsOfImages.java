package io.cofire.data.spark;

import io.cofire.data.files.FileTree;
import io.cofire.data.imagefiles.FoundImage;
import io.cofire.data.imagefiles.ImageReader;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.ImageShardWriter;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes shards out of a unit's images, which pass once. A shard is closed with the image with which
 * it reaches its length, so that where one ends depends on the source alone.
 */
final class ShardsOfImages {

  private final ImageUnit unit;
  private final WorkFolder work;
  private final String attempt;
  private final PrepareCounts counts;

  ShardsOfImages(ImageUnit unit, WorkFolder work, String attempt, PrepareCounts counts) {
    this.unit = unit;
    this.work = work;
    this.attempt = attempt;
    this.counts = counts;
  }

  /**
   * Makes and stores the shards from one on.
   *
   * @param position where in the source the first of them begins
   * @param first its number in the unit
   * @return what became of each
   */
  List<ShardOutcome> make(FileTree tree, long position, int first) throws IOException {
    List<ShardOutcome> outcomes = new ArrayList<>();
    try (ImageReader images = unit.source().open(tree, position);
        ImageIntake intake = new ImageIntake(unit.contents())) {
      Optional<FoundImage> next = images.next();
      do {
        String file = unit.shard(first + outcomes.size());
        try (ImageShardWriter writer = new ImageShardWriter(unit.contents())) {
          List<Rejected> rejected = new ArrayList<>();
          long read = 0;
          long end = position;
          while (next.isPresent() && read < unit.shardInputBytes()) {
            read += next.get().bytes().length;
            add(next.get(), intake.take(next.get()), writer, rejected);
            end = images.position();
            next = images.next();
          }
          outcomes.add(commit(file, writer, rejected, end, next.isEmpty()));
        }
      } while (next.isPresent());
    }
    return outcomes;
  }

  private void add(
      FoundImage found, ImageIntake.Taken taken, ImageShardWriter writer, List<Rejected> rejected)
      throws IOException {
    if (taken.problem().isEmpty()) {
      writer.add(new EncodedImage(found.name(), found.label(), taken.bytes()));
      counts.addSample(0);
    } else {
      rejected.add(new Rejected(unit.split(), found.name(), taken.problem()));
      counts.addRejected();
    }
  }

  private ShardOutcome commit(
      String file, ImageShardWriter writer, List<Rejected> rejected, long next, boolean last)
      throws IOException {
    Optional<ShardWriter.Finished> made =
        writer.images() == 0 ? Optional.empty() : Optional.of(writer.finish(file));
    ShardOutcome outcome =
        new ShardOutcome(
            made.map(finished -> List.of(finished.info())).orElse(List.of()), rejected);
    work.commit(file, new ImageShardOutcome(outcome, next, last), made, attempt);
    return outcome;
  }
}

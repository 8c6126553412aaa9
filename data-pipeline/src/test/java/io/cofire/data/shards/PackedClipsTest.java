package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Streams;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedClipsTest {

  private static final int CLIPS = 3;

  /** The bytes of a shard are those of its whole samples, however these came and where they lay. */
  @Test
  void samplesThatCameInBlocksAndLayInAFileAreThoseThatCameAtOnce() throws IOException {
    for (SensorGeometry sensor :
        List.of(new SensorGeometry(34, 34), new SensorGeometry(1280, 720))) {
      SplittableRandom random = Key.of(6).child("clips").random();
      List<EventStream> streams =
          IntStream.range(0, CLIPS)
              .mapToObj(i -> Streams.random(random, sensor, 20_000 + 7 * i))
              .toList();
      byte[] expected = whole(streams);
      assertThat(inBlocks(streams, 1L << 30, false)).isEqualTo(expected);
      assertThat(inBlocks(streams, 20_000, true)).isEqualTo(expected);
    }
  }

  private static byte[] whole(List<EventStream> streams) throws IOException {
    try (ShardWriter writer = new ShardWriter()) {
      for (int i = 0; i < CLIPS; i++) {
        writer.add(new Sample("clip" + i, i, streams.get(i)));
      }
      return writer.finish("train-00000.parquet").content();
    }
  }

  /** Blocks of any length, each clip in turn. */
  private static byte[] inBlocks(List<EventStream> streams, long heapBytes, boolean spilled)
      throws IOException {
    SensorGeometry sensor = streams.get(0).geometry();
    SplittableRandom random = Key.of(7).child("blocks").random();
    try (PackedClips clips = new PackedClips(sensor, CLIPS, heapBytes);
        ShardWriter writer = new ShardWriter()) {
      int[] from = new int[CLIPS];
      for (int clip = 0; !done(from, streams); clip = (clip + 1) % CLIPS) {
        int to = Math.min(streams.get(clip).size(), from[clip] + random.nextInt(0, 3000));
        accept(clips, clip, streams.get(clip), from[clip], to);
        from[clip] = to;
      }
      assertThat(clips.spilled()).isEqualTo(spilled);
      for (int i = 0; i < CLIPS; i++) {
        writer.add("clip" + i, i, clips.take(i));
      }
      return writer.finish("train-00000.parquet").content();
    }
  }

  private static boolean done(int[] from, List<EventStream> streams) {
    return IntStream.range(0, CLIPS).allMatch(i -> from[i] == streams.get(i).size());
  }

  private static void accept(PackedClips clips, int clip, EventStream stream, int from, int to) {
    clips
        .sink(clip)
        .accept(
            Arrays.copyOfRange(stream.timesMicros(), from, to),
            Arrays.copyOfRange(stream.xs(), from, to),
            Arrays.copyOfRange(stream.ys(), from, to),
            Arrays.copyOfRange(stream.polarities(), from, to),
            to - from);
  }
}

package io.cofire.data.shards;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples that are cut from one recording while it passes. Together they take a bounded part of the
 * heap: what is beyond it moves to a temporary file, and comes back one sample at a time. The file
 * has no name on systems that allow it, so that a killed process leaves none.
 */
public final class PackedClips implements AutoCloseable {

  /** What they take of the heap unless chosen otherwise: 64 MiB. */
  public static final long DEFAULT_HEAP_BYTES = 64L << 20;

  private final List<PackedEvents> clips = new ArrayList<>();
  private final long heapBytes;
  private long sinceLooked; // events that came since the heap was last looked at
  private FileChannel file; // null until it is needed

  /**
   * Empty samples.
   *
   * @param clips how many
   * @param heapBytes what they may take of the heap together, about
   */
  public PackedClips(SensorGeometry sensor, int clips, long heapBytes) {
    for (int i = 0; i < clips; i++) {
      this.clips.add(new PackedEvents(sensor));
    }
    this.heapBytes = heapBytes;
  }

  /**
   * Takes the events of one sample.
   *
   * @throws UncheckedIOException from its blocks if the temporary file fails
   */
  public EventSink sink(int clip) {
    return new Sink(clips.get(clip));
  }

  private final class Sink implements EventSink {
    private final PackedEvents events;

    Sink(PackedEvents events) {
      this.events = events;
    }

    @Override
    public void expect(long likely) {
      events.expect(Math.min(likely, heapBytes / (4L * clips.size()))); // four bytes an event
    }

    @Override
    public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
      events.accept(times, xs, ys, polarities, count);
      sinceLooked += count;
      if (sinceLooked > heapBytes / 64) { // some three bytes each: no more than a twentieth over
        sinceLooked = 0;
        keepWithin();
      }
    }
  }

  /** One sample as it is at the end of the recording; it is no longer held here. */
  public PackedEvents take(int clip) throws IOException {
    PackedEvents events = clips.set(clip, null);
    if (file != null) {
      events.restore(file);
    }
    return events;
  }

  /** Whether anything has moved to a file. */
  boolean spilled() {
    return file != null;
  }

  private void keepWithin() {
    if (clips.stream().mapToLong(PackedEvents::heap).sum() <= heapBytes) {
      return;
    }
    try {
      if (file == null) {
        file = temporary();
      }
      for (PackedEvents clip : clips) {
        clip.spill(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot hold the samples of a recording in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  private static FileChannel temporary() throws IOException {
    Path path = Files.createTempFile("cofire-clips", ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}

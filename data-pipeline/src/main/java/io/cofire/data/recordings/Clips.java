package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import java.io.IOException;
import java.util.List;

/**
 * Cuts parts out of a recording in one pass and holds none of it. Events need not be in order of
 * time and parts may overlap.
 */
public final class Clips {

  private Clips() {}

  /**
   * Passes a recording once.
   *
   * @param input the recording
   * @param options its conventions
   * @param clips the parts, each with what takes its events; a part may get none
   * @throws RecordingException if the content is wrong; what the parts have got is then worthless
   * @throws IOException if the storage fails
   */
  public static void cut(RecordingInput input, DecodeOptions options, List<Clip> clips)
      throws IOException {
    EventSink cutter =
        (times, xs, ys, polarities, count) -> {
          if (count > 0) {
            BlockView block = new BlockView(times, xs, ys, polarities, count);
            long earliest = block.earliest();
            long latest = block.latest();
            for (Clip clip : clips) {
              clip.accept(block, earliest, latest);
            }
          }
        };
    Recordings.decode(input, options, cutter);
  }
}

package io.cofire.data.recordings.ros;

import io.cofire.data.recordings.read.RecordingDecoder;
import java.util.List;

/** The decoders of what the Robot Operating System records. */
public final class RosFormats {

  private RosFormats() {}

  /** One decoder for each format. */
  public static List<RecordingDecoder> decoders() {
    return List.of(new BagDecoder());
  }
}

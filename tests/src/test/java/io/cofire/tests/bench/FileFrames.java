package io.cofire.tests.bench;

import io.cofire.data.events.EventStream;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.recordings.aedat.AedatEncoders;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From files to frames of 16 timesteps: the way of a recording that is classified as it lies there.
 *
 * @param name what the files are like
 * @param files their paths
 * @param events of all of them
 * @param options how they are read
 * @param aim millions of events a second
 */
record FileFrames(String name, List<Path> files, long events, DecodeOptions options, double aim) {

  static final int TIMESTEPS = 16;
  private static final int GESTURE = 400_000; // events of a clip of DVS-Gesture
  private static final int DIGIT = 4_200; // of a recording of N-MNIST
  private static final int DIGITS = 500;

  /** One clip of a gesture. */
  static FileFrames gesture(Path folder) throws IOException {
    EventStream events = MovingEdge.events(GESTURE);
    Path file = Files.write(folder.resolve("gesture.aedat"), AedatEncoders.aedat3(events));
    DecodeOptions options = DecodeOptions.sensor(MovingEdge.SENSOR);
    return new FileFrames("gesture clip", List.of(file), GESTURE, options, 60);
  }

  /** Recordings of digits, one after the other. */
  static FileFrames digits(Path folder) throws IOException {
    byte[] bytes = AtisBinEncoder.encode(MovingEdge.digit(DIGIT));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < DIGITS; i++) {
      files.add(Files.write(folder.resolve(i + ".bin"), bytes));
    }
    DecodeOptions options = DecodeOptions.sensor(MovingEdge.DIGIT_SENSOR);
    return new FileFrames("N-MNIST files", files, (long) DIGITS * DIGIT, options, 40);
  }

  /** Room for the frames of one. */
  FloatBuffer frames() {
    return ByteBuffer.allocateDirect(Float.BYTES * shape().size())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** All files, one after the other, into the same frames. */
  void read(FloatBuffer frames, float[] zeros) throws IOException {
    FrameShape shape = shape();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        EventStream events = Recordings.read(new RecordingInput(file.toString(), in), options);
        frames.clear().put(zeros);
        Framing.accumulate(events, new Binning.SjNumber(), shape, 0, frames);
      }
    }
  }

  /** What empties the frames. */
  float[] zeros() {
    return new float[shape().size()];
  }

  private FrameShape shape() {
    return new FrameShape(
        TIMESTEPS,
        1,
        FrameShape.POLARITIES,
        options.sensor().orElseThrow().height(),
        options.sensor().orElseThrow().width());
  }
}

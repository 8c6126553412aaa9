package io.cofire.driver.figures.lab;

import io.cofire.data.events.EventStream;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.frames.Framing;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.random.Key;
import io.cofire.data.simulate.Gesture;
import io.cofire.data.simulate.GestureSimulator;
import io.cofire.ops.network.InputShape;
import java.nio.FloatBuffer;

/**
 * Frames of simulated recordings of eight movements, 34 x 34 pixels, for those who have no data at
 * hand.
 */
final class DrawnMovements {

  private static final int SIDE = GestureSimulator.SENSOR.width();

  private DrawnMovements() {}

  /** So many recordings, the classes in turn, each in T parts of equally many events. */
  static SampleSet draw(int timesteps, int count, Key key) {
    Gesture[] classes = Gesture.values();
    FrameShape shape = new FrameShape(timesteps, 1, FrameShape.POLARITIES, SIDE, SIDE);
    float[][] values = new float[count][];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = n % classes.length;
      EventStream events = GestureSimulator.simulate(classes[labels[n]], key.child(n));
      FloatBuffer frames = DirectBuffers.floats(shape.size());
      Framing.accumulate(events, new Binning.SjNumber(), shape, 0, frames);
      values[n] = new float[shape.size()];
      frames.get(0, values[n]);
    }
    InputShape input = new InputShape(timesteps, FrameShape.POLARITIES, SIDE, SIDE);
    return new SampleSet(input, classes.length, values, labels);
  }
}

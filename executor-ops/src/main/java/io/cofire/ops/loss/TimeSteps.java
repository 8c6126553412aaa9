package io.cofire.ops.loss;

import java.nio.FloatBuffer;

/**
 * Outputs of every timestep, [T,N,K], as a loss sees them.
 *
 * @param outputs all of them, from 0 to the buffer's end
 * @param samples N
 * @param classes K
 */
record TimeSteps(FloatBuffer outputs, int samples, int classes) {

  /** T. */
  int count() {
    return outputs.capacity() / (samples * classes);
  }

  /** The outputs of a timestep, [N,K]; shares their memory. */
  FloatBuffer at(int timestep) {
    int size = samples * classes;
    return outputs.slice(timestep * size, size);
  }

  /** Mean over the timesteps, [N,K]. */
  FloatBuffer mean() {
    int size = samples * classes;
    FloatBuffer mean = FloatBuffer.allocate(size);
    for (int i = 0; i < size; i++) {
      mean.put(i, (float) mean(i));
    }
    return mean;
  }

  private double mean(int element) {
    int size = samples * classes;
    double sum = 0;
    for (int at = element; at < outputs.capacity(); at += size) {
      sum += outputs.get(at);
    }
    return sum / count();
  }
}

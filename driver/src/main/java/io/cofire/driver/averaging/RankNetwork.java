package io.cofire.driver.averaging;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.driver.assembly.TaskDevice;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.DivergenceException;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.FirstNotFinite;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;

/**
 * One worker's engine and network, built once and lent from round to round: building one takes
 * longer than a round. Belongs to one thread at a time.
 */
final class RankNetwork {

  private final TrainingPlan plan;
  private final Kernels kernels;
  private final RankTrainer trainer;
  private final Network network;
  private final MomentTap tap = new MomentTap();
  private final TrainingState start;
  private final RawMoments raw;
  private final Device device;
  private final NetworkInput input;
  private final FloatBuffer frames;
  private final FloatBuffer flat;
  private final FloatBuffer outputs;
  private final int samples;
  private float[] before = {};
  private long step;
  private int[] drawn = {};
  private Trace trace;

  /**
   * Opens an engine and builds the network.
   *
   * @param samples N of its minibatches
   */
  RankNetwork(TrainingPlan plan, int samples) {
    this.plan = plan;
    this.samples = samples;
    this.device = TaskDevice.of(plan.recipe().run());
    this.kernels = plan.recipe().run().open(device);
    this.trainer = new RankTrainer(kernels, plan.trainer(samples), tap);
    this.network = trainer.network();
    this.start = trainer.state();
    this.input = new NetworkInput(kernels.memory(), network.inputShape());
    this.frames = DirectBuffers.floats(network.inputShape().count());
    this.flat = DirectBuffers.floats(start.parameters().length);
    this.outputs = DirectBuffers.floats(network.outputShape().count());
    this.drawn = new int[samples];
    network.forward(input.tensor(), training(Probe.NONE)).release();
    this.raw = RawMoments.of(start.statisticsLayout(), tap.batch(), samples);
  }

  /** Where it computes. */
  Device device() {
    return device;
  }

  /** N of its minibatches. */
  int samples() {
    return samples;
  }

  /** Whether a training forward still waits for its backward. */
  boolean pending() {
    return trace != null;
  }

  void close() {
    input.close();
    trainer.close();
    kernels.close();
  }

  /** The state that every worker starts from. */
  TrainingState start() {
    return start;
  }

  /** The start's parameters and moments, one behind the other. */
  float[] initial() {
    float[] moments = raw.ofStatistics(start.statistics(), batch());
    float[] all = Arrays.copyOf(start.parameters(), start.parameters().length + moments.length);
    System.arraycopy(moments, 0, all, start.parameters().length, moments.length);
    return all;
  }

  /** How its running statistics and raw moments translate. */
  RawMoments raw() {
    return raw;
  }

  private Pass training(Probe probe) {
    return new Pass(Mode.TRAIN, tap, probe, trainer.chance(step, drawn));
  }

  /** Takes parameters, and moments with what else stands beside them, for the next forward. */
  void load(float[] parameters, float[] moments) {
    flat.put(0, parameters);
    kernels.memory().upload(flat, network.parameters().values());
    before = moments;
    float[] statistics = raw.toStatistics(moments, batch());
    System.arraycopy(statistics, 0, network.statistics().values(), 0, statistics.length);
  }

  /**
   * A training forward.
   *
   * @param rows frames, [N,T*C,H,W]
   * @param at optimizer steps before it
   * @param chosen index of each sample in its split
   * @param probe is told of its spikes
   * @return outputs, [N,K], or [N,T*K] where there are some at every timestep
   */
  float[] train(float[] rows, long at, int[] chosen, Probe probe) {
    step = at;
    drawn = chosen;
    upload(rows);
    trace = network.forward(input.tensor(), training(probe));
    return download(trace);
  }

  /** Counts the spikes of one of its minibatches. */
  SpikeCounter counter() {
    SpikeCounter counter = new SpikeCounter(kernels.time());
    counter.samples(new int[samples]);
    return counter;
  }

  /** A forward with the loaded moments as running statistics. */
  float[] evaluate(float[] rows) {
    upload(rows);
    Trace done = network.forward(input.tensor(), new Pass(Mode.EVALUATE, tap, Probe.NONE));
    float[] result = download(done);
    done.release();
    return result;
  }

  /**
   * The backward of the last training forward.
   *
   * @param gradient gradient of the outputs, in their order
   * @return gradient of the flat parameter vector
   * @throws DivergenceException if it is not finite; names the step and the layer
   */
  float[] backward(float[] gradient) {
    kernels.memory().fill(network.parameters().gradients(), 0);
    outputs.put(0, Axes.swapped(gradient, samples, timesteps(network.outputShape())));
    Tensor output = network.buffers().take(network.outputShape());
    kernels.memory().upload(outputs, output);
    trace.backwardParameters(output, network.buffers());
    trace = null;
    kernels.memory().download(network.parameters().gradients(), flat);
    float[] result = new float[flat.capacity()];
    flat.get(0, result);
    requireFinite(kernels.updates().sumOfSquares(network.parameters().gradients()));
    return result;
  }

  private void requireFinite(double squares) {
    if (!Double.isFinite(squares)) {
      throw located(
          new DivergenceException(
              "Cannot train step "
                  + step
                  + ": the gradient is not finite (sum of squares "
                  + squares
                  + ")"));
    }
  }

  /** Runs the forward again to see where it left the numbers. */
  private DivergenceException located(DivergenceException divergence) {
    FirstNotFinite probe = new FirstNotFinite(kernels.updates());
    network.forward(input.tensor(), training(probe)).release();
    return probe.layer().map(divergence::at).orElse(divergence);
  }

  /** The moments after the last training forward. */
  float[] moments() {
    return raw.mixed(before, tap.batch());
  }

  /** Scores a share of a split with some weights and running statistics. */
  Evaluation score(
      float[] parameters, float[] statistics, Iterator<Minibatch> batches, Counting counting) {
    trainer.restore(
        new TrainingState(
            start.parameterLayout(),
            parameters,
            start.statisticsLayout(),
            statistics,
            start.optimizer(),
            0));
    return trainer.evaluate(batches, counting);
  }

  private void upload(float[] rows) {
    frames.put(0, Axes.swapped(rows, samples, network.inputShape().size(0)));
    input.upload(frames);
  }

  private float[] download(Trace done) {
    kernels.memory().download(done.output().tensor(), outputs);
    float[] result = new float[outputs.capacity()];
    outputs.get(0, result);
    return Axes.swapped(result, timesteps(network.outputShape()), samples);
  }

  /** Of outputs [T,N,K] or [N,K]. */
  private static int timesteps(Shape outputs) {
    return outputs.axes() == 3 ? outputs.size(0) : 1;
  }

  private int batch() {
    return plan.recipe().training().batch();
  }
}

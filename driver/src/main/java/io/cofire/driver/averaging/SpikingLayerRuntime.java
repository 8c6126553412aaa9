package io.cofire.driver.averaging;

import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.rank.Watching;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@code SpikingLayer} at work: hands frames and parameters to a {@link RankNetwork} and puts its
 * gradients into Deeplearning4j's gradient view. The network is leased at the first forward and
 * given back by {@link #close}.
 */
final class SpikingLayerRuntime extends AbstractLayer<Layer> {

  private static final long serialVersionUID = 1L;

  private final transient RunText run;
  private transient INDArray flat;
  private transient INDArray flatGradient;
  private transient Map<String, INDArray> table = Map.of();
  private transient Map<String, INDArray> gradients = Map.of();
  private transient KeptRun.Lease lease;
  private transient long step;
  private transient int[] samples = {};
  private transient Watching watching = Watching.NOTHING;
  private transient List<NeuronActivity> activity = List.of();
  private transient INDArray outputs;

  SpikingLayerRuntime(NeuralNetConfiguration conf, DataType type, RunText run) {
    super(conf, type);
    this.run = run;
  }

  /** The outputs of the last forward, as Deeplearning4j has them. */
  INDArray outputs() {
    return outputs;
  }

  /**
   * Says where the next training forward's random choices come from.
   *
   * @param at optimizer steps before it
   * @param drawn index of each sample of its minibatch in the split
   * @param counted whether its spikes are counted
   */
  void expect(long at, int[] drawn, Watching counted) {
    watching = counted;
    step = at;
    samples = drawn.clone();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
    assertInputSet(false);
    int rows = Math.toIntExact(input.size(0));
    if (lease != null && lease.network().samples() != rows) {
      close(); // the last minibatch of an epoch may be a smaller one
    }
    if (lease == null) {
      lease = KeptRun.of(run).lease(rows);
    }
    RankNetwork network = lease.network();
    network.load(ArrayCopies.read(table.get(FlatParameters.PARAMETERS)), moments());
    float[] frames = ArrayCopies.read(input);
    float[] values = training ? train(network, frames) : network.evaluate(frames);
    outputs =
        memory.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {rows, values.length / rows}, 'c');
    ArrayCopies.write(values, outputs);
    return outputs;
  }

  private float[] train(RankNetwork network, float[] frames) {
    if (watching == Watching.NOTHING) {
      activity = List.of();
      return network.train(frames, step, samples, Probe.NONE);
    }
    SpikeCounter spikes = network.counter();
    float[] values = network.train(frames, step, samples, spikes);
    activity = spikes.activity();
    return values;
  }

  /** Spikes of the last training forward, if they were counted. */
  List<NeuronActivity> activity() {
    return activity;
  }

  /** Needs no gradient of the frames: this is the first layer. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
    assertInputSet(true);
    RankNetwork network = lease.network();
    ArrayCopies.write(
        network.backward(ArrayCopies.read(epsilon)), gradients.get(FlatParameters.PARAMETERS));
    if (gradients.containsKey(FlatParameters.MOMENTS)) {
      float[] change = moments();
      float[] after = network.moments();
      for (int i = 0; i < change.length; i++) {
        change[i] -= after[i];
      }
      ArrayCopies.write(change, gradients.get(FlatParameters.MOMENTS));
    }
    return new Pair<>(gradient(), null);
  }

  private float[] moments() {
    INDArray array = table.get(FlatParameters.MOMENTS);
    return array == null ? new float[0] : ArrayCopies.read(array);
  }

  /** Gives the network back. */
  @Override
  public void close() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  @Override
  public Gradient gradient() {
    Gradient named = new DefaultGradient(flatGradient);
    gradients.forEach(named::setGradientFor);
    return named;
  }

  /** Moments are no mean over the minibatch. */
  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return name.equals(FlatParameters.PARAMETERS);
  }

  @Override
  public long numParams() {
    return flat.length();
  }

  @Override
  public INDArray params() {
    return flat;
  }

  @Override
  public void setParams(INDArray params) {
    flat.assign(params.reshape(flat.shape()));
  }

  @Override
  public void setParamsViewArray(INDArray view) {
    flat = view;
  }

  @Override
  public INDArray getParam(String name) {
    return table.get(name);
  }

  @Override
  public void setParam(String name, INDArray value) {
    table.get(name).assign(value);
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return table;
  }

  @Override
  public void setParamTable(Map<String, INDArray> parts) {
    table = new LinkedHashMap<>(parts);
  }

  @Override
  public INDArray getGradientsViewArray() {
    return flatGradient;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    flatGradient = view;
    gradients = layerConf().initializer().getGradientsFromFlattened(conf, view);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {}
}

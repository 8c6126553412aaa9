package io.cofire.driver.averaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Divides Deeplearning4j's flat vector into the network's parameters and the norms' moments. */
final class FlatParameters implements ParamInitializer {

  static final FlatParameters INSTANCE = new FlatParameters();

  private FlatParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    SpikingLayer spiking = (SpikingLayer) layer;
    return spiking.parameters() + spiking.moments();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return ((SpikingLayer) layer).moments() == 0
        ? List.of(SpikingLayer.PARAMETERS)
        : List.of(SpikingLayer.PARAMETERS, SpikingLayer.MOMENTS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(SpikingLayer.PARAMETERS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(SpikingLayer.PARAMETERS);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  /** Names the parts of the vector and, if asked, fills them with the network's initial values. */
  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    SpikingLayer layer = (SpikingLayer) conf.getLayer();
    paramKeys(layer).forEach(conf::addVariable);
    if (initialize) {
      ArrayCopies.write(initial(layer), view);
    }
    return split(layer, view);
  }

  private static float[] initial(SpikingLayer layer) {
    try (IdleNetworks.Lease lease = IdleNetworks.lease(layer, layer.task().plan().rankBatch(0))) {
      return lease.network().initial();
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    return split((SpikingLayer) conf.getLayer(), view);
  }

  private static Map<String, INDArray> split(SpikingLayer layer, INDArray view) {
    INDArray flat = view.reshape(view.length());
    long cut = layer.parameters();
    Map<String, INDArray> parts = new LinkedHashMap<>();
    parts.put(SpikingLayer.PARAMETERS, flat.get(NDArrayIndex.interval(0, cut)));
    if (layer.moments() > 0) {
      parts.put(SpikingLayer.MOMENTS, flat.get(NDArrayIndex.interval(cut, flat.length())));
    }
    return parts;
  }
}

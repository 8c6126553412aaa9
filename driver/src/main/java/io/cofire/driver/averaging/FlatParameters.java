package io.cofire.driver.averaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Divides Deeplearning4j's flat vector into the network's parameters and the norms' moments.
 *
 * @param run whose network gives the initial values
 * @param parameters elements of the network's parameters
 * @param moments elements of the moments
 */
record FlatParameters(RunText run, long parameters, long moments) implements ParamInitializer {

  /** Key of the flat parameter vector; Deeplearning4j's keys must not contain an underscore. */
  static final String PARAMETERS = "parameters";

  /** Key of the norms' raw moments. */
  static final String MOMENTS = "moments";

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return parameters + moments;
  }

  @Override
  public long numParams(Layer layer) {
    return parameters + moments;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return moments == 0 ? List.of(PARAMETERS) : List.of(PARAMETERS, MOMENTS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(PARAMETERS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return key.equals(PARAMETERS);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  /** Names the parts of the vector and, if asked, fills them with the network's initial values. */
  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray view, boolean initialize) {
    paramKeys(conf.getLayer()).forEach(conf::addVariable);
    if (initialize) {
      KeptRun kept = KeptRun.of(run);
      try (KeptRun.Lease lease = kept.lease(kept.plan().batchOf(0))) {
        ArrayCopies.write(lease.network().initial(), view);
      }
    }
    return getGradientsFromFlattened(conf, view);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray view) {
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> parts = new LinkedHashMap<>();
    parts.put(PARAMETERS, flat.get(NDArrayIndex.interval(0, parameters)));
    if (moments > 0) {
      parts.put(MOMENTS, flat.get(NDArrayIndex.interval(parameters, flat.length())));
    }
    return parts;
  }
}

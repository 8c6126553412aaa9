package io.cofire.driver.averaging;

import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * A whole Cofire network as one Deeplearning4j layer, from frames [N,T*C,H,W] to what its loss
 * takes, [N,K], or [N,T*K] where it gives logits at every timestep. It has two parameters: the
 * network's flat vector, and the raw moments of its norms ({@link Moments}), which no optimizer
 * touches. It holds the recipe as text, so that it survives Deeplearning4j's JSON and Kryo without
 * either knowing our types.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class SpikingLayer extends Layer {

  /** Key of the flat parameter vector; Deeplearning4j's keys must not contain an underscore. */
  static final String PARAMETERS = "parameters";

  /** Key of the norms' raw moments. */
  static final String MOMENTS = "moments";

  private static final long serialVersionUID = 1L;

  private final String recipe;
  private final int timesteps;
  private final int channels;
  private final int height;
  private final int width;
  private final int classes;
  private final int samples;
  private final long parameters;
  private final long moments;
  private final long[] decaying;
  private transient AveragingPlan parsed;

  /** For Deeplearning4j's JSON, which sets the fields. */
  SpikingLayer() {
    recipe = "";
    timesteps = 0;
    channels = 0;
    height = 0;
    width = 0;
    classes = 0;
    samples = 0;
    parameters = 0;
    moments = 0;
    decaying = new long[0];
  }

  /**
   * A layer.
   *
   * @param parameters layout of the network's parameters
   * @param statistics layout of its running statistics
   */
  SpikingLayer(AveragingPlan task, Layout parameters, Layout statistics) {
    this.recipe = task.recipe().yaml();
    this.timesteps = task.input().timesteps();
    this.channels = task.input().channels();
    this.height = task.input().height();
    this.width = task.input().width();
    this.classes = task.classes();
    this.samples = task.samples();
    this.parameters = parameters.elements();
    this.moments = statistics.elements();
    this.decaying = FlatDecay.ranges(parameters, task.recipe().training().optimizer().decayNorms());
    this.layerName = "network";
  }

  /** What is trained. */
  AveragingPlan task() {
    if (parsed == null) {
      parsed =
          new AveragingPlan(
              Recipe.parse(recipe, "the recipe in layer " + layerName),
              new InputShape(timesteps, channels, height, width),
              classes,
              samples);
    }
    return parsed;
  }

  long parameters() {
    return parameters;
  }

  long moments() {
    return moments;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray view,
      boolean initialize,
      DataType type) {
    SpikingLayerRuntime runtime = new SpikingLayerRuntime(conf, type);
    runtime.setListeners(listeners);
    runtime.setIndex(layerIndex);
    runtime.setParamsViewArray(view);
    Map<String, INDArray> table = initializer().init(conf, view, initialize);
    runtime.setParamTable(table);
    return runtime;
  }

  @Override
  public ParamInitializer initializer() {
    return FlatParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(classes);
  }

  /** The input's size stands in the task. */
  @Override
  public void setNIn(InputType inputType, boolean override) {}

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    double decay = task().recipe().training().optimizer().weightDecay();
    return name.equals(PARAMETERS) && decay > 0
        ? List.of(new FlatDecay(decay, decaying))
        : List.of();
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  /** Moments are not optimized: their "gradient" is old - new, applied as it is. */
  @Override
  public IUpdater getUpdaterByParam(String name) {
    return name.equals(PARAMETERS) ? task().updater() : new NoOp();
  }

  @Override
  public GradientNormalization getGradientNormalization() {
    return GradientNormalization.None;
  }

  @Override
  public double getGradientNormalizationThreshold() {
    return 0;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long state = task().updater().stateSize(parameters);
    return new LayerMemoryReport.Builder(
            layerName, SpikingLayer.class, inputType, getOutputType(0, inputType))
        .standardMemory(parameters + moments, state)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpikingLayer layer
        && recipe.equals(layer.recipe)
        && timesteps == layer.timesteps
        && channels == layer.channels
        && height == layer.height
        && width == layer.width
        && classes == layer.classes
        && samples == layer.samples
        && parameters == layer.parameters
        && moments == layer.moments;
  }

  @Override
  public int hashCode() {
    return Objects.hash(recipe, timesteps, channels, height, width, classes, samples);
  }
}

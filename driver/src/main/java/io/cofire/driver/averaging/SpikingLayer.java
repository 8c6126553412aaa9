package io.cofire.driver.averaging;

import io.cofire.driver.assembly.PlanText;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.network.Layout;
import io.cofire.ops.optimizer.OptimizerConfig;
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
 * touches. It holds the plan as text, so that it survives Deeplearning4j's JSON and Kryo without
 * either knowing our types.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class SpikingLayer extends Layer {

  private static final long serialVersionUID = 1L;

  private final String run;
  private final String plan;
  private final long parameters;
  private final long moments;
  private final long[] decaying;
  private transient TrainingPlan parsed;

  /** For Deeplearning4j's JSON, which sets the fields. */
  SpikingLayer() {
    this(new RunText("", ""), 0, 0, new long[0]);
  }

  /**
   * A layer.
   *
   * @param parameters layout of the network's parameters
   * @param statistics layout of its running statistics
   */
  SpikingLayer(RunText run, Layout parameters, Layout statistics) {
    this(run, parameters.elements(), statistics.elements(), decaying(run, parameters));
    this.layerName = "network";
  }

  private SpikingLayer(RunText run, long parameters, long moments, long[] decaying) {
    this.run = run.id();
    this.plan = run.plan();
    this.parameters = parameters;
    this.moments = moments;
    this.decaying = decaying;
  }

  private static long[] decaying(RunText run, Layout parameters) {
    OptimizerConfig optimizer = PlanText.parse(run.plan()).recipe().training().optimizer();
    return FlatDecay.ranges(parameters, optimizer.decayNorms());
  }

  /** What is trained. */
  TrainingPlan plan() {
    if (parsed == null) {
      parsed = PlanText.parse(plan);
    }
    return parsed;
  }

  private RunText run() {
    return new RunText(run, plan);
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray view,
      boolean initialize,
      DataType type) {
    SpikingLayerRuntime runtime = new SpikingLayerRuntime(conf, type, run());
    runtime.setListeners(listeners);
    runtime.setIndex(layerIndex);
    runtime.setParamsViewArray(view);
    Map<String, INDArray> table = initializer().init(conf, view, initialize);
    runtime.setParamTable(table);
    return runtime;
  }

  @Override
  public ParamInitializer initializer() {
    return new FlatParameters(run(), parameters, moments);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(plan().classes());
  }

  /** The input's size stands in the plan. */
  @Override
  public void setNIn(InputType inputType, boolean override) {}

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    OptimizerConfig optimizer = plan().recipe().training().optimizer();
    double decay = optimizer.weightDecay();
    Regularization.ApplyStep step =
        optimizer instanceof OptimizerConfig.AdamW
            ? Regularization.ApplyStep.POST_UPDATER
            : Regularization.ApplyStep.BEFORE_UPDATER;
    return name.equals(FlatParameters.PARAMETERS) && decay > 0
        ? List.of(new FlatDecay(step, decay, decaying))
        : List.of();
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  /** Moments are not optimized: their "gradient" is old - new, applied as it is. */
  @Override
  public IUpdater getUpdaterByParam(String name) {
    return name.equals(FlatParameters.PARAMETERS) ? FlatUpdater.of(plan()) : new NoOp();
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
    long state = FlatUpdater.of(plan()).stateSize(parameters);
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
        && run.equals(layer.run)
        && plan.equals(layer.plan)
        && parameters == layer.parameters
        && moments == layer.moments;
  }

  @Override
  public int hashCode() {
    return Objects.hash(run, plan, parameters, moments);
  }
}

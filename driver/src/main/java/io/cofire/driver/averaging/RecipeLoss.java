package io.cofire.driver.averaging;

import io.cofire.data.batches.Targets;
import io.cofire.driver.assembly.PlanText;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.ops.loss.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * A recipe's loss as Deeplearning4j calls it: on outputs [N,K], or [N,T*K] where the network gives
 * logits at every timestep, and labels [N,K] of {@link ShareRows}. What it returns are sums over
 * the samples, which Deeplearning4j divides by N. Like {@link SpikingLayer} it holds the plan as
 * text.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class RecipeLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final String plan;
  private transient TrainingPlan parsed;
  private transient Loss loss;

  /** For Deeplearning4j's JSON, which sets the fields. */
  RecipeLoss() {
    this(new RunText("", ""));
  }

  RecipeLoss(RunText run) {
    this.plan = run.plan();
  }

  private TrainingPlan plan() {
    if (parsed == null) {
      parsed = PlanText.parse(plan);
    }
    return parsed;
  }

  private Loss loss() {
    if (loss == null) {
      loss = plan().recipe().training().loss().training(plan().classes());
    }
    return loss;
  }

  /** What a minibatch costs, and how many of its samples were right. */
  Loss.Share share(INDArray labels, INDArray outputs) {
    return loss().loss(timestepsFirst(outputs), ShareRows.targets(labels));
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray outputs, IActivation none, INDArray mask, boolean average) {
    double sum = share(labels, outputs).lossSum();
    return average ? sum / outputs.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray outputs, IActivation none, INDArray mask) {
    Targets all = ShareRows.targets(labels);
    FloatBuffer values = timestepsFirst(outputs);
    float[] scores = new float[all.size()];
    for (int n = 0; n < scores.length; n++) {
      int[] one = new int[scores.length];
      Arrays.fill(one, Targets.PADDING);
      one[n] = all.labels()[n];
      scores[n] =
          (float) loss().loss(values, new Targets(one, all.others(), all.shares())).lossSum();
    }
    INDArray column = Nd4j.createUninitialized(DataType.FLOAT, scores.length, 1);
    ArrayCopies.write(scores, column);
    return column;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray outputs, IActivation none, INDArray mask) {
    FloatBuffer values = timestepsFirst(outputs);
    float[] slopes = new float[values.capacity()];
    loss().gradient(values, ShareRows.targets(labels), 1, FloatBuffer.wrap(slopes));
    int samples = Math.toIntExact(outputs.size(0));
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, outputs.shape(), 'c');
    ArrayCopies.write(Axes.swapped(slopes, timesteps(outputs), samples), gradient);
    return gradient;
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray outputs, IActivation none, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, outputs, none, mask, average),
        computeGradient(labels, outputs, none, mask));
  }

  @Override
  public String name() {
    return "recipe";
  }

  private FloatBuffer timestepsFirst(INDArray outputs) {
    int samples = Math.toIntExact(outputs.size(0));
    float[] rows = ArrayCopies.read(outputs);
    return FloatBuffer.wrap(Axes.swapped(rows, samples, timesteps(outputs)));
  }

  private int timesteps(INDArray outputs) {
    return Math.toIntExact(outputs.size(1)) / plan().classes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecipeLoss same && plan.equals(same.plan);
  }

  @Override
  public int hashCode() {
    return plan.hashCode();
  }
}

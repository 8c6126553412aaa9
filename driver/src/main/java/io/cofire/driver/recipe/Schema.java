package io.cofire.driver.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.data.augment.Augmentation;
import io.cofire.data.augment.AutoAugment;
import io.cofire.data.augment.Masking;
import io.cofire.data.augment.MixUp;
import io.cofire.data.augment.Movement;
import io.cofire.data.augment.Perturbation;
import io.cofire.data.augment.TemporalDelete;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.View;
import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.SpikingBlock;
import io.cofire.ops.block.TdBnBlock;
import io.cofire.ops.block.WithoutLifBlock;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** How the records of a recipe are spelt: the kinds of each choice, and the defaults. */
final class Schema {

  /** The key that says which kind a choice is. */
  static final String KIND = "kind";

  private static final JsonNode DEFAULTS = load();

  private static final Map<Class<?>, Map<String, Class<? extends Record>>> KINDS =
      Map.ofEntries(
          Map.entry(
              Augmentation.class,
              kinds(
                  "horizontal-flip",
                  Movement.HorizontalFlip.class,
                  "polarity-flip",
                  Perturbation.PolarityFlip.class,
                  "shift",
                  Movement.Shift.class,
                  "crop",
                  Masking.Crop.class,
                  "cutout",
                  Masking.Cutout.class,
                  "rotation",
                  Movement.Rotation.class,
                  "event-drop",
                  Masking.EventDrop.class,
                  "time-jitter",
                  Perturbation.TimeJitter.class,
                  "temporal-delete",
                  TemporalDelete.class,
                  "auto-augment",
                  AutoAugment.class,
                  "mix-up",
                  MixUp.class)),
          Map.entry(
              View.class,
              kinds(
                  "whole",
                  View.Whole.class,
                  "random-resized-crop",
                  View.RandomResizedCrop.class,
                  "scale-and-crop",
                  View.ScaleAndCrop.class,
                  "centre-crop",
                  View.CentreCrop.class)),
          Map.entry(
              Normalisation.class,
              kinds(
                  "unit",
                  Normalisation.Unit.class,
                  "imagenet",
                  Normalisation.ImageNet.class,
                  "cifar10",
                  Normalisation.Cifar10.class,
                  "cifar100",
                  Normalisation.Cifar100.class,
                  "given",
                  Normalisation.Given.class)),
          Map.entry(
              Reduction.class,
              kinds("none", Reduction.None.class, "divide", Reduction.Divide.class)),
          Map.entry(
              Binning.class,
              kinds(
                  "sj-number",
                  Binning.SjNumber.class,
                  "sj-time",
                  Binning.SjTime.class,
                  "fixed-duration",
                  Binning.FixedDuration.class,
                  "tonic-time-bins",
                  Binning.TonicTimeBins.class,
                  "tonic-event-bins",
                  Binning.TonicEventBins.class,
                  "tonic-time-window",
                  Binning.TonicTimeWindow.class)),
          Map.entry(
              NetworkConfig.class,
              kinds("resnet", NetworkConfig.ResNet.class, "layered", NetworkConfig.Layered.class)),
          Map.entry(
              BlockConfig.class,
              kinds(
                  "tdbn",
                  TdBnBlock.class,
                  "sew",
                  SewBlock.class,
                  "spiking",
                  SpikingBlock.class,
                  "ms",
                  MsBlock.class,
                  "without-lif",
                  WithoutLifBlock.class,
                  "plain",
                  PlainBlock.class)),
          Map.entry(
              NetworkConfig.Readout.class,
              kinds(
                  "global",
                  NetworkConfig.Readout.Global.class,
                  "windows",
                  NetworkConfig.Readout.Windows.class)),
          Map.entry(
              Part.class,
              kinds(
                  "conv",
                  Part.Conv.class,
                  "average-pool",
                  Part.AveragePool.class,
                  "dense",
                  Part.Dense.class,
                  "dropout",
                  Part.Dropout.class)),
          Map.entry(
              MapNorm.class, kinds("none", MapNorm.None.class, "neunorm", MapNorm.Auxiliary.class)),
          Map.entry(
              Neuron.class,
              kinds(
                  "iterative-lif",
                  Neuron.IterativeLif.class,
                  "lif",
                  Neuron.Lif.class,
                  "integrate-and-fire",
                  Neuron.IntegrateAndFire.class,
                  "parametric-lif",
                  Neuron.ParametricLif.class)),
          Map.entry(
              Surrogate.class,
              kinds(
                  "rectangular",
                  Surrogate.Rectangular.class,
                  "arctan",
                  Surrogate.ArcTan.class,
                  "unit-at-half",
                  Surrogate.UnitAtHalf.class,
                  "triangle",
                  Surrogate.Triangle.class,
                  "sigmoid",
                  Surrogate.Sigmoid.class)),
          Map.entry(
              LossConfig.class,
              kinds(
                  "softmax-cross-entropy",
                  LossConfig.CrossEntropy.class,
                  "square-error",
                  LossConfig.SquareError.class,
                  "temporal-cross-entropy",
                  LossConfig.Temporal.class)),
          Map.entry(
              OptimizerConfig.class,
              kinds("sgd", OptimizerConfig.Sgd.class, "adam", OptimizerConfig.Adam.class)),
          Map.entry(
              Schedule.class,
              kinds(
                  "constant",
                  Schedule.Constant.class,
                  "cosine",
                  Schedule.Cosine.class,
                  "step",
                  Schedule.Step.class,
                  "multi-step",
                  Schedule.MultiStep.class,
                  "warm-up",
                  Schedule.WarmUp.class)));

  private Schema() {}

  /** The closed sets that a recipe chooses from. */
  static Set<Class<?>> choices() {
    return KINDS.keySet();
  }

  /** The kinds of a choice by name, in the order that errors list them. */
  static Map<String, Class<? extends Record>> kinds(Class<?> choice) {
    return KINDS.get(choice);
  }

  /** The name of a kind. */
  static String kind(Class<?> choice, Class<?> type) {
    return KINDS.get(choice).entrySet().stream()
        .filter(e -> e.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(type.getName()));
  }

  /** The default of a key of a record, missing where the key must be written. */
  static JsonNode fallback(Class<?> record, String key) {
    return DEFAULTS.path(section(record)).path(key);
  }

  /** The keys of a record as a recipe writes them, in order. */
  static List<RecordComponent> keys(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).toList();
  }

  /** An enum constant as a recipe writes it: {@code AT_OR_ABOVE} is {@code at-or-above}. */
  static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The heading of a record in the defaults: its kind, or its name for a record without kinds. */
  static String section(Class<?> record) {
    for (Map.Entry<Class<?>, Map<String, Class<? extends Record>>> choice : KINDS.entrySet()) {
      if (choice.getValue().containsValue(record)) {
        return choice.getKey().getSimpleName().replace("Config", "").toLowerCase(Locale.ROOT)
            + "."
            + kind(choice.getKey(), record);
      }
    }
    return record.getSimpleName().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Class<? extends Record>> kinds(Object... namesAndTypes) {
    Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      kinds.put(
          (String) namesAndTypes[i],
          (Class<? extends Record>) ((Class<?>) namesAndTypes[i + 1]).asSubclass(Record.class));
    }
    return kinds;
  }

  private static JsonNode load() {
    try (InputStream in = Schema.class.getResourceAsStream("defaults.yaml")) {
      JsonNode defaults = new YAMLMapper().readTree(in);
      return defaults == null ? MissingNode.getInstance() : defaults;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the recipe defaults that are packaged", e);
    }
  }
}

package io.cofire.driver.averaging;

import io.cofire.data.config.Choices;
import io.cofire.driver.recipe.Recipe;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recipes that together make every choice there is, and the classes that a recipe consists of. */
final class RecipeVariants {

  private static final String RESNET =
      "network={kind: resnet, stem: {channels: 2}, stages: [{channels: 2, blocks: 1}], ";

  /** Overrides of {@link SmallRun#recipe}. */
  static final List<List<String>> ALL =
      List.of(
          List.of("network.block=tdbn", "training.initFrom=somewhere", "training.head=new"),
          List.of(
              RESNET
                  + "block: sew, neuron: {kind: integrate-and-fire}, lastNeuron:"
                  + " {kind: integrate-and-fire, surrogate: {kind: unit-at-half}}}",
              "training.optimizer={kind: adam, rate: 0.1}"),
          List.of(
              RESNET
                  + "block: ms, neuron: {kind: lif, surrogate: {kind: triangle}},"
                  + " readout: {kind: windows, window: 2}}",
              "training.schedule={kind: constant}",
              "training.optimizer={kind: adamw, rate: 0.1}",
              "data.filter=[{kind: hot-pixels, mostHertz: 100}]",
              "data.binning={kind: sj-time}"),
          List.of(
              RESNET
                  + "block: spiking, neuron: {kind: parametric-lif, surrogate: {kind: sigmoid}}}",
              "training.schedule={kind: step, every: 2, decay: 0.5}",
              "data.binning={kind: fixed-duration, windowMicros: 1000}"),
          List.of(
              RESNET + "block: without-lif, neuron: {kind: relu}}",
              "training.schedule={kind: multi-step, milestones: [1], decay: 0.5}",
              "data.filter=[{kind: background-activity, windowMicros: 1000}]",
              "data.binning={kind: tonic-time-bins}",
              "data.reduction={kind: divide, by: 2}"),
          List.of(
              RESNET + "block: plain, neuron: {kind: iterative-lif}, outputs: each-timestep}",
              "training.loss={kind: temporal-cross-entropy}",
              "training.schedule={kind: warm-up, warmUp: 1}",
              "data.binning={kind: tonic-event-bins}"),
          List.of(
              "network={kind: layered, neuron: {kind: iterative-lif}, parts: [{kind: conv,"
                  + " channels: 2}, {kind: average-pool}, {kind: dense, width: 4},"
                  + " {kind: dropout, rate: 0.5}]}",
              "training.loss={kind: square-error}",
              "data.binning={kind: tonic-time-window, windowMicros: 1000, strideMicros: 500}"),
          List.of(
              "network={kind: layered, neuron: {kind: iterative-lif}, norm: {kind: none},"
                  + " start: threshold, parts: [{kind: dense, width: 4}]}",
              "training.loss={kind: square-error}",
              "training.averaging.averageOptimizer=false"),
          List.of(
              "data.augment=[{kind: horizontal-flip, probability: 0.5}, {kind: polarity-flip,"
                  + " probability: 0.5}, {kind: shift, most: 1}, {kind: crop, size: 5},"
                  + " {kind: cutout, size: 2}, {kind: rotation, most: 10}, {kind: event-drop,"
                  + " probability: 0.1}, {kind: time-jitter, mostMicros: 10},"
                  + " {kind: temporal-delete, keep: 2}, {kind: mix-up, alpha: 1}]"),
          List.of(
              "data.image={training: {kind: random-resized-crop, size: 6}, scoring:"
                  + " {kind: centre-crop, size: 6, resize: 8}, normalisation: imagenet}",
              "data.augment=[{kind: auto-augment, policy: cifar10}, {kind: rotation, most: 10,"
                  + " interpolation: bilinear}]"),
          List.of("data.image={training: {kind: scale-and-crop, size: 6}, normalisation: cifar10}"),
          List.of("data.binning={kind: sj-duration-14, windowMicros: 1000}", "data.shuffle=full"),
          List.of("data.shuffle={kind: windows, window: 8}"),
          List.of("data.binning={kind: tonic-event-count, events: 10, tail: keep}"),
          List.of(
              "data.image={normalisation: cifar100}",
              "data.validation={share: 0.5}",
              "training.stopEarly={patience: 3}",
              "training.classWeights=balanced",
              "training.sync=step"),
          List.of(
              "data.image={normalisation: unit}",
              "training.classWeights=[1.0, 2.0]",
              "training.sync=step"),
          List.of(
              "data.image={normalisation: {kind: given, mean: [0.5, 0.5, 0.5],"
                  + " deviation: [0.25, 0.25, 0.25]}}"));

  private RecipeVariants() {}

  /** Records and enums that a recipe's declared types lead to, through every sealed choice. */
  static Set<Class<?>> possible() {
    Set<Type> seen = new HashSet<>();
    Set<Class<?>> found = new HashSet<>();
    Deque<Type> open = new ArrayDeque<>(List.of(Recipe.class));
    while (!open.isEmpty()) {
      Type type = open.pop();
      if (!seen.add(type)) {
        continue;
      }
      if (type instanceof ParameterizedType generic) {
        open.addAll(List.of(generic.getActualTypeArguments()));
      } else if (type instanceof Class<?> plain && Choices.isChoice(plain)) {
        open.addAll(Choices.kinds(plain).values());
      } else if (type instanceof Class<?> plain && (plain.isRecord() || plain.isEnum())) {
        found.add(plain);
        if (plain.isRecord()) {
          for (RecordComponent component : plain.getRecordComponents()) {
            open.add(component.getGenericType());
          }
        }
      }
    }
    return found;
  }

  /** Classes of the records and enums in a recipe. */
  static Set<Class<?>> held(Recipe recipe) throws ReflectiveOperationException {
    Set<Class<?>> found = new HashSet<>();
    Deque<Object> open = new ArrayDeque<>(List.of(recipe));
    while (!open.isEmpty()) {
      Object object = open.pop();
      if (object instanceof List<?> list) {
        open.addAll(list);
      } else if (object instanceof Optional<?> optional) {
        optional.ifPresent(open::add);
      } else if (object instanceof Enum<?> constant) {
        found.add(constant.getDeclaringClass());
      } else if (object instanceof Record) {
        found.add(object.getClass());
        for (RecordComponent component : object.getClass().getRecordComponents()) {
          component.getAccessor().setAccessible(true);
          open.add(component.getAccessor().invoke(object));
        }
      }
    }
    return found;
  }
}

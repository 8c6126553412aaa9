package io.cofire.driver.checkpoint;

import io.cofire.driver.checkpoint.Safetensors.Part;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.LossScale;
import io.cofire.ops.rank.TrainingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A training state as named tensors: {@code parameters.NAME}, {@code statistics.NAME} and {@code
 * optimizer.VECTOR.NAME}, with the layouts' names. Where the first two are a moving average, {@code
 * optimizer.live.NAME} is what is trained; where the loss is scaled, a {@link ScaleTensor} says how
 * far.
 */
final class StateTensors {

  static final String PARAMETERS = "parameters.";
  static final String STATISTICS = "statistics.";
  static final String OPTIMIZER = "optimizer.";

  private static final String LIVE = OPTIMIZER + "live.";

  private StateTensors() {}

  static List<Part> of(TrainingState state) {
    List<Part> parts = new ArrayList<>();
    add(parts, PARAMETERS, state.parameterLayout(), state.parameters());
    add(parts, STATISTICS, state.statisticsLayout(), state.statistics());
    new TreeMap<>(state.optimizer())
        .forEach(
            (name, vector) -> add(parts, OPTIMIZER + name + ".", state.parameterLayout(), vector));
    if (state.live() != null) {
      add(parts, LIVE, state.parameterLayout(), state.live().parameters());
      add(parts, LIVE, state.statisticsLayout(), state.live().statistics());
    }
    if (state.lossScale() != null) {
      parts.add(ScaleTensor.of(state.lossScale()));
    }
    return parts;
  }

  static void add(List<Part> parts, String prefix, Layout layout, float[] vector) {
    for (Layout.Entry entry : layout.entries()) {
      parts.add(new Part(prefix + entry.name(), entry.shape().sizes(), vector, entry.offset()));
    }
  }

  /**
   * The state that the tensors hold.
   *
   * @param file names their file in errors
   * @throws CheckpointException if a tensor is missing or has another shape
   */
  static TrainingState state(
      List<Part> parts, Layout parameters, Layout statistics, long step, String file)
      throws CheckpointException {
    Map<String, Part> named = new LinkedHashMap<>();
    parts.forEach(part -> named.put(part.name(), part));
    float[] values = collect(named, PARAMETERS, parameters, file);
    float[] running = collect(named, STATISTICS, statistics, file);
    TrainingState.Live live = live(named, parameters, statistics, file);
    LossScale scale = ScaleTensor.remove(named, file);
    Map<String, float[]> optimizer = new TreeMap<>();
    for (String vector : vectors(named, parameters)) {
      optimizer.put(vector, collect(named, OPTIMIZER + vector + ".", parameters, file));
    }
    if (!named.isEmpty()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT, "Cannot use %s: the network has no tensor %s", file, named.keySet()));
    }
    return new TrainingState(parameters, values, statistics, running, optimizer, step, live, scale);
  }

  private static TrainingState.Live live(
      Map<String, Part> named, Layout parameters, Layout statistics, String file)
      throws CheckpointException {
    if (named.keySet().stream().noneMatch(name -> name.startsWith(LIVE))) {
      return null;
    }
    return new TrainingState.Live(
        collect(named, LIVE, parameters, file), collect(named, LIVE, statistics, file));
  }

  /** Names of the optimizer's vectors: what stands before the first parameter's name. */
  private static List<String> vectors(Map<String, Part> named, Layout parameters) {
    String suffix = "." + parameters.entries().get(0).name();
    return named.keySet().stream()
        .filter(name -> name.startsWith(OPTIMIZER) && name.endsWith(suffix))
        .map(name -> name.substring(OPTIMIZER.length(), name.length() - suffix.length()))
        .filter(vector -> !vector.contains("."))
        .toList();
  }

  private static float[] collect(Map<String, Part> named, String prefix, Layout layout, String file)
      throws CheckpointException {
    float[] vector = new float[layout.elements()];
    for (Layout.Entry entry : layout.entries()) {
      String name = prefix + entry.name();
      Optional<Part> found = Optional.ofNullable(named.remove(name));
      Part part =
          found
              .filter(any -> any.shape().equals(entry.shape().sizes()))
              .orElseThrow(() -> unlike(file, name, entry.shape().sizes(), found));
      System.arraycopy(part.values(), 0, vector, entry.offset(), part.elements());
    }
    return vector;
  }

  private static CheckpointException unlike(
      String file, String name, List<Long> expected, Optional<Part> found) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Cannot use %s: tensor %s: expected shape %s, found %s",
            file,
            name,
            expected,
            found.map(part -> part.shape().toString()).orElse("none")));
  }
}

package io.cofire.driver.weights;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.weights.torch.TorchNames;
import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The weights of a run's checkpoint. */
public final class WeightExport {

  private WeightExport() {}

  /**
   * As they were trained.
   *
   * @param place a run, for its newest checkpoint, or a checkpoint
   * @param warnings is told of damaged checkpoints that were skipped
   */
  public static Weights trained(Configuration hadoop, RunPlace place, Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, place.run());
    return store.weights(place.chosen(hadoop, warnings));
  }

  /**
   * Under the names of published PyTorch code, in the shapes there: the module of that code takes
   * them by {@code load_state_dict(tensors, strict=False)}, since counters of batches are not
   * there.
   *
   * @throws InvalidValue if that code has no such network, or no name for one of the tensors
   */
  public static Weights renamed(Weights weights, NetworkConfig network, TorchNames names) {
    if (!names.has(network)) {
      throw new InvalidValue(
          "--names", names.word(), "must be those of code that has networks of such blocks");
    }
    List<NamedTensor> ours = weights.named();
    Map<String, String> there = names.of(ours.stream().map(NamedTensor::name).toList());
    List<NamedTensor> theirs = new ArrayList<>();
    for (NamedTensor each : ours) {
      String name = there.get(each.name());
      if (name == null) {
        throw new InvalidValue(
            "--names", names.word(), "must have a name for " + each.name() + " of this network");
      }
      boolean scalar = name.endsWith(".w"); // parametric neurons': without an axis there
      theirs.add(new NamedTensor(name, scalar ? List.of() : each.shape(), each.values()));
    }
    return Weights.of(theirs, "memory");
  }

  /**
   * With norms folded into convolutions; the manifest of the run's data says what samples look
   * like.
   *
   * @param recipe of the run
   * @param place a run, for its newest checkpoint, or a checkpoint
   * @param warnings is told of damaged checkpoints that were skipped
   */
  public static Weights folded(
      Configuration hadoop, Recipe recipe, RunPlace place, Consumer<String> warnings)
      throws IOException {
    return folded(hadoop, recipe, place, warnings, WeightExport::weights);
  }

  /**
   * The same network as a graph, for other libraries than those of tensors.
   *
   * @throws io.cofire.data.errors.Misfit if a layer is no node of such graphs
   * @see #folded(Configuration, Recipe, RunPlace, Consumer)
   */
  public static Drawing drawn(
      Configuration hadoop, Recipe recipe, RunPlace place, Consumer<String> warnings)
      throws IOException {
    return folded(hadoop, recipe, place, warnings, (kernels, folded) -> folded.draw());
  }

  private static Weights weights(Kernels kernels, FoldedNetwork folded) {
    return Weights.of(
        folded.layout(),
        new HostVector(kernels.memory(), folded.layout().elements()).toArray(folded.values()),
        folded.statistics().layout(),
        folded.statistics().values());
  }

  private static <T> T folded(
      Configuration hadoop,
      Recipe recipe,
      RunPlace place,
      Consumer<String> warnings,
      BiFunction<Kernels, FoldedNetwork, T> as)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, place.run());
    Path checkpoint = place.chosen(hadoop, warnings);
    Manifest data = ShardSet.open(hadoop, FileSystems.path(recipe.data().shards())).manifest();
    InputShape input = Runs.input(recipe, data);
    int classes = data.classes().size();
    Key key = Key.of(recipe.seed());
    try (Kernels kernels = recipe.run().open(recipe.run().where(), Precision.FLOAT32);
        Network network = Network.build(recipe.network(), input, classes, 1, kernels, key)) {
      TrainingState state =
          store.state(checkpoint, network.parameters().layout(), network.statistics().layout());
      new HostVector(kernels.memory(), state.parameters().length)
          .fromArray(state.parameters(), network.parameters().values());
      float[] running = network.statistics().values();
      System.arraycopy(state.statistics(), 0, running, 0, running.length);
      try (FoldedNetwork folded = network.folded(input, 1)) {
        return as.apply(kernels, folded);
      }
    }
  }
}

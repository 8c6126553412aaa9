package io.cofire.driver.weights;

import io.cofire.data.random.Key;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.FoldedNetwork;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Network;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The weights of a run's newest checkpoint. */
public final class WeightExport {

  private WeightExport() {}

  /**
   * As they were trained.
   *
   * @param warnings is told of damaged checkpoints that were skipped
   */
  public static Weights trained(Configuration hadoop, RunDirectory run, Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    return store.weights(Runs.newest(store, run, warnings));
  }

  /**
   * With norms folded into convolutions; the manifest of the run's data says what samples look
   * like.
   *
   * @param recipe of the run
   * @param warnings is told of damaged checkpoints that were skipped
   */
  public static Weights folded(
      Configuration hadoop, Recipe recipe, RunDirectory run, Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Path checkpoint = Runs.newest(store, run, warnings);
    Manifest data = ShardSet.open(hadoop, new Path(recipe.data().shards())).manifest();
    InputShape input = Runs.input(recipe, data);
    int classes = data.classes().size();
    Key key = Key.of(recipe.seed());
    try (Kernels kernels = Engines.open(recipe.run().engine(), recipe.run().where());
        Network network = Network.build(recipe.network(), input, classes, 1, kernels, key)) {
      TrainingState state =
          store.state(checkpoint, network.parameters().layout(), network.statistics().layout());
      FloatBuffer values = direct(state.parameters().length).put(0, state.parameters());
      kernels.memory().upload(values, network.parameters().values());
      float[] running = network.statistics().values();
      System.arraycopy(state.statistics(), 0, running, 0, running.length);
      try (FoldedNetwork folded = network.folded(input, 1)) {
        return Weights.of(
            folded.layout(),
            read(kernels, folded.values()),
            folded.statistics().layout(),
            folded.statistics().values());
      }
    }
  }

  private static float[] read(Kernels kernels, Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().elements())];
    FloatBuffer host = direct(values.length);
    kernels.memory().download(tensor, host);
    host.get(0, values);
    return values;
  }

  private static FloatBuffer direct(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}

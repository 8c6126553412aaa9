package io.cofire.driver.figures.lab;

import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.ImageInput;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.batches.SampleSource;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import io.cofire.data.pictures.Normalisation;
import io.cofire.data.pictures.View;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * SampleSet of a folder that {@code cofire prepare} wrote, the first of each split.
 *
 * @param folder its path
 * @param shards what lies there
 */
record PreparedSamples(String folder, ShardSet shards) {

  private static final double MEAN = 0.47; // about that of photographs
  private static final double DEVIATION = 0.25;

  static PreparedSamples open(SampleKind kind, String folder, Configuration hadoop) {
    ShardSet shards = ShardSet.open(hadoop, FileSystems.path(folder));
    boolean still = shards.manifest().contents() instanceof Contents.Images;
    if (still != (kind == SampleKind.IMAGES)) {
      throw new InvalidValue(
          kind.option(),
          folder,
          still
              ? "must hold prepared recordings; it has images"
              : "must hold prepared images; it has recordings");
    }
    return new PreparedSamples(folder, shards);
  }

  /** Names the data wherever they lie. */
  String hash() {
    return shards.manifest().sha256();
  }

  /** Images of a side: the whole ones if they have it, or the middle square made smaller. */
  SampleSet images(int side, String split, int most) {
    boolean whole =
        shards.manifest().contents() instanceof Contents.Raw raw
            && raw.height() == side
            && raw.width() == side;
    View view = whole ? new View.Whole() : new View.CentreCrop(side, side);
    Normalisation normal =
        new Normalisation.Given(
            List.of(MEAN, MEAN, MEAN), List.of(DEVIATION, DEVIATION, DEVIATION));
    ImageInput input = new ImageInput(view, view, normal);
    return read(data(1, Optional.of(input)), split, most);
  }

  /** Recordings, each in T parts of equally many events. */
  SampleSet recordings(int timesteps, String split, int most) {
    return read(data(timesteps, Optional.empty()), split, most);
  }

  private Recipe.Data data(int timesteps, Optional<ImageInput> image) {
    return new Recipe.Data(
        folder,
        "train",
        "test",
        new Binning.SjNumber(),
        timesteps,
        new Reduction.None(),
        List.of(),
        List.of(),
        image,
        Optional.empty(),
        new Shuffle.Full());
  }

  private SampleSet read(Recipe.Data data, String split, int most) {
    Manifest manifest = shards.manifest();
    InputShape shape = Inputs.scored(data, manifest);
    SampleSource source = Inputs.scoredSamples(data, shards, split, 0);
    int count = Math.min(most, source.size());
    float[][] values = new float[count][];
    int[] labels = new int[count];
    EvaluationPlan plan = new EvaluationPlan(source.size(), 1, 1);
    try (MinibatchLoader loader =
        new MinibatchLoader(source, plan.batches(0), LoaderConfig.of(Inputs.minibatch(shape, 1)))) {
      for (int n = 0; n < count; n++) {
        Minibatch one = loader.next();
        FloatBuffer input = one.input();
        values[n] = new float[input.remaining()];
        input.get(input.position(), values[n]);
        labels[n] = one.labels()[0];
      }
    }
    return new SampleSet(shape, manifest.classes().size(), values, labels);
  }
}

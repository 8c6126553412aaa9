package io.cofire.driver.recipe;

import io.cofire.data.augment.Augmentation;
import io.cofire.data.augment.Augmenter;
import io.cofire.data.batches.ImageInput;
import io.cofire.data.batches.LastBatch;
import io.cofire.data.batches.Shuffle;
import io.cofire.data.config.Default;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.Measure;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.Retention;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.tensorboard.EventFolder;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.ClassWeighting;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.optimizer.UpdateRules;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.rank.StepChoices;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Precision;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * One experiment: what is trained on what, how, and where its results go. Values that a file leaves
 * out come from {@link Default}, here and in the records of the choices.
 *
 * @param name names the run's directory; letters, digits, dot, dash and underscore
 * @param seed root of every random choice
 */
public record Recipe(
    String name,
    @Default("1") long seed,
    Data data,
    NetworkConfig network,
    Training training,
    @Default("{}") Run run) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Checks the name, and that what trains the network can. */
  public Recipe {
    if (!NAME.matcher(name).matches()) {
      throw invalid("name", name, "must be letters, digits, '.', '_' and '-' only");
    }
    training.loss().requireOutputs(network.outputKind());
    if (training.stopEarly().isPresent() && data.validation().isEmpty()) {
      throw invalid(
          "training.stopEarly",
          "patience " + training.stopEarly().get().patience(),
          "needs data.validation, which says what epochs are compared on");
    }
    if (run.precision() == Precision.FP16 && training.sync() == Sync.AVERAGING) {
      throw invalid(
          "run.precision",
          run.precision(),
          "must be float32 or bf16 where training.sync is averaging, whose workers scale no loss");
    }
  }

  /**
   * The data and how it becomes frames.
   *
   * @param shards folder that {@code cofire prepare} wrote; a Hadoop path
   * @param train split that is trained on; several as {@code fold1+fold2}
   * @param test split that is scored
   * @param binning how events become frames
   * @param timesteps T, frames a sample; scoring sees all of them
   * @param reduction how the sensor's pixels become the frames'
   * @param filter which events of a recording stay, in order, before all else
   * @param augment random changes of what is trained on, in order
   * @param image how images become a network's input; read when the prepared data are images
   * @param validation what epochs are compared on
   * @param shuffle how the samples of an epoch are mixed
   */
  public record Data(
      String shards,
      @Default("train") String train,
      @Default("test") String test,
      @Default("sj-number") Binning binning,
      int timesteps,
      @Default("none") Reduction reduction,
      @Default("[]") List<EventFilter> filter,
      @Default("[]") List<Augmentation> augment,
      Optional<ImageInput> image,
      Optional<Validation> validation,
      @Default("auto") Shuffle shuffle) {
    /** Checks the number of timesteps and that the splits differ. */
    public Data {
      requireText("data.shards", shards);
      requireText("data.train", train);
      requireText("data.test", test);
      requireAtLeastOne("data.timesteps", timesteps);
      filter = List.copyOf(filter);
      augment = List.copyOf(augment);
      trainedTimesteps(augment, timesteps);
      List<String> trained = splits(train);
      if (trained.size() > new HashSet<>(trained).size()) {
        throw invalid("data.train", train, "must name each split once");
      }
      if (splits(test).stream().anyMatch(trained::contains)) {
        throw invalid("data.test", test, "must be another split than data.train");
      }
      validation.ifPresent(one -> one.requireOther(train, test));
    }

    /** The splits that are taken together as one: {@code fold1+fold2} is two. */
    public static List<String> splits(String joined) {
      return List.of(joined.split(Pattern.quote(Manifest.JOINED), -1));
    }

    /** The same with other splits. */
    public Data withSplits(List<String> trained, String tested) {
      String joined = String.join(Manifest.JOINED, trained);
      return Replaced.in(this, Map.of("train", joined, "test", tested));
    }

    /** Timesteps that the network is trained with: fewer than T where some are deleted. */
    public int trainedTimesteps() {
      return trainedTimesteps(augment, timesteps);
    }

    private static int trainedTimesteps(List<Augmentation> augment, int timesteps) {
      return new Augmenter(augment, Key.of(0)).timesteps(timesteps);
    }

    /** The same data with what another recipe has trained on: its timesteps, changes and order. */
    private Data trainedLike(Data other) {
      return Replaced.in(
          this,
          Map.of("timesteps", other.timesteps, "augment", other.augment, "shuffle", other.shuffle));
    }
  }

  /** How the workers' results become one. */
  public enum Sync {
    /** Statistics and gradients are summed over ranks at every step. */
    STEP,
    /** Deeplearning4j's parameter averaging. */
    AVERAGING
  }

  /** What becomes of the last layer of weights that a training starts from. */
  public enum Head {
    /** It is taken like all others. */
    KEEP,
    /** It starts anew, for other classes than those that the weights know. */
    NEW
  }

  /**
   * How the network is trained.
   *
   * @param ranks W, logical workers; part of the result, whatever hosts them
   * @param batch samples of a step over all ranks
   * @param epochs passes over the training split
   * @param lastBatch what becomes of the samples of an epoch that do not fill its last batch
   * @param normSync whose samples norms see; read when {@code sync} is step
   * @param loss what training minimises
   * @param averaging read when {@code sync} is averaging
   * @param initFrom a safetensors file or a run's directory, whose parameters and running
   *     statistics the training starts from
   * @param resumeFrom directory of a run of the same experiment with another {@code sync}, ranks or
   *     averaging, from whose newest checkpoint this one goes on
   * @param head what becomes of the last layer of {@code initFrom}
   * @param freeze names of parameters that stay as they are, {@code *} for any text
   * @param clipNorm the most that the gradient's norm may be
   * @param accumulate parts of a step's batch that are computed one after the other
   * @param classWeights how much each class counts in the loss
   * @param ema how much of the weights' moving average stays at each step
   * @param stopEarly when the training ends before its last epoch
   */
  public record Training(
      @Default("1") int ranks,
      int batch,
      int epochs,
      @Default("drop") LastBatch lastBatch,
      @Default("step") Sync sync,
      @Default("all") NormSync normSync,
      @Default("softmax-cross-entropy") LossConfig loss,
      OptimizerConfig optimizer,
      @Default("cosine") Schedule schedule,
      @Default("{}") Averaging averaging,
      Optional<String> initFrom,
      Optional<String> resumeFrom,
      @Default("keep") Head head,
      @Default("[]") List<String> freeze,
      Optional<Double> clipNorm,
      Optional<Integer> accumulate,
      Optional<ClassWeighting> classWeights,
      Optional<Double> ema,
      Optional<StopEarly> stopEarly) {
    /** Checks the sizes. */
    public Training {
      requireAtLeastOne("training.ranks", ranks);
      requireAtLeastOne("training.epochs", epochs);
      initFrom.ifPresent(place -> requireText("training.initFrom", place));
      resumeFrom.ifPresent(place -> requireText("training.resumeFrom", place));
      if (initFrom.isPresent() && resumeFrom.isPresent()) {
        throw invalid(
            "training.resumeFrom",
            resumeFrom.get(),
            "must be left out where training.initFrom is given");
      }
      if (head == Head.NEW && initFrom.isEmpty()) {
        throw invalid(
            "training.head", "new", "needs training.initFrom, whose last layer it replaces");
      }
      freeze = List.copyOf(freeze);
      StepChoices.NONE.with(new UpdateRules(freeze, clipNorm)).averaging(ema); // check themselves
      accumulate.ifPresent(parts -> requireAtLeastOne("training.accumulate", parts));
      if (sync == Sync.AVERAGING) {
        StepKeys.requireNone(freeze, clipNorm, accumulate, classWeights, ema);
      }
      if (batch < ranks) {
        throw invalid("training.batch", batch, "must be at least training.ranks, " + ranks);
      }
      if (sync == Sync.AVERAGING && batch < averaging.workers()) {
        throw invalid(
            "training.batch",
            batch,
            "must be at least training.averaging.workers, " + averaging.workers());
      }
    }

    /** What of the gradients reaches which parameters. */
    public UpdateRules rules() {
      return new UpdateRules(freeze, clipNorm);
    }

    /** Parts that a step's batch is computed in. */
    public int parts() {
      return accumulate.orElse(1);
    }

    /** The same training with the sync, ranks, norms, averaging and start of another one. */
    private Training synchronisedLike(Training other) {
      return Replaced.in(
          this,
          Map.of(
              "ranks", other.ranks,
              "sync", other.sync,
              "normSync", other.normSync,
              "averaging", other.averaging,
              "initFrom", other.initFrom,
              "resumeFrom", other.resumeFrom,
              "head", other.head));
    }
  }

  /**
   * Parameter averaging, whose mean weighs workers by their samples.
   *
   * @param workers how many train at once
   * @param frequency minibatches of a worker between averages
   * @param averageOptimizer whether the optimizer's state is averaged too
   */
  public record Averaging(
      @Default("2") int workers,
      @Default("1") int frequency,
      @Default("true") boolean averageOptimizer) {
    /** Checks the sizes. */
    public Averaging {
      requireAtLeastOne("averaging.workers", workers);
      requireAtLeastOne("averaging.frequency", frequency);
    }
  }

  /**
   * What does not change the result, but for the engine and its precision.
   *
   * @param directory results go to {@code directory/NAME/seed-SEED}; a Hadoop path
   * @param checkpointEverySteps steps between checkpoints; there is one at each epoch's end too
   * @param keepCheckpoints newest checkpoints that are kept
   * @param keepEveryEpochs the checkpoints at the ends of epochs n, 2n, ... are kept beside them
   * @param engine name of the tensor engine, or {@code auto}
   * @param device where the engine computes: {@code cpu} or {@code cuda:N}
   * @param kernels what a GPU runs beside convolutions: kernels of our own where it can, or the
   *     library's
   * @param precision in which numbers convolutions and linear layers multiply
   * @param recompute what a backward computes again instead of keeping it
   * @param watchEverySteps steps between two whose spikes are counted, for firing rates and alarms;
   *     the last of each epoch is counted too
   * @param stopAfterSteps pauses the run after that many steps of all, with a checkpoint; the same
   *     recipe without it, or with more, goes on to the same weights
   * @param tensorboard whether the lines of metrics are written as TensorBoard's event files too
   */
  public record Run(
      @Default("runs") String directory,
      @Default("100") int checkpointEverySteps,
      @Default("3") int keepCheckpoints,
      Optional<Integer> keepEveryEpochs,
      @Default("nd4j") String engine,
      @Default("cpu") String device,
      @Default("fused") KernelChoice kernels,
      @Default("float32") Precision precision,
      @Default("none") Recompute recompute,
      @Default("50") int watchEverySteps,
      Optional<Integer> stopAfterSteps,
      Optional<Boolean> tensorboard) {
    /** Checks the counts. */
    public Run {
      requireText("run.directory", directory);
      Engines.requireKnown(engine);
      Device.parse(device);
      requireAtLeastOne("run.checkpointEverySteps", checkpointEverySteps);
      requireAtLeastOne("run.keepCheckpoints", keepCheckpoints);
      requireAtLeastOne("run.watchEverySteps", watchEverySteps);
      keepEveryEpochs.ifPresent(epochs -> requireAtLeastOne("run.keepEveryEpochs", epochs));
      stopAfterSteps.ifPresent(steps -> requireAtLeastOne("run.stopAfterSteps", steps));
    }

    /**
     * The step that this run ends with.
     *
     * @param whole steps of all epochs
     */
    public long lastStep(long whole) {
      return stopAfterSteps.map(stop -> Math.min(whole, stop)).orElse(whole);
    }

    /** Where TensorBoard's event files go, if there are to be any. */
    public Optional<EventFolder> events(Configuration hadoop, RunDirectory run) {
      return tensorboard.filter(on -> on).map(on -> new EventFolder(hadoop, run));
    }

    /** Which checkpoints stay. */
    public Retention retention() {
      return new Retention(keepCheckpoints, keepEveryEpochs);
    }

    /** Opens the engine for the calling thread, which must close it. */
    public Kernels open(Device on) {
      return open(on, precision);
    }

    /** The same in another precision, such as float32 where nothing but weights is looked at. */
    public Kernels open(Device on, Precision other) {
      return Engines.open(engine, on, kernels, other);
    }

    /** The device that was named. */
    public Device where() {
      return Device.parse(device);
    }
  }

  /**
   * Reads a recipe.
   *
   * @param file YAML; {@code extends: other.yaml} takes what it leaves out from a recipe beside it
   * @param overrides {@code path=value} pairs, such as {@code training.batch=60}, {@code
   *     network.stages[0].channels=8} or {@code data.binning={kind: sj-time}}, applied in order
   * @throws RecipeException if the file or an override is not a recipe's
   */
  public static Recipe read(Path file, List<String> overrides) {
    return bind(Extension.read(file), overrides);
  }

  private static Recipe bind(Source source, List<String> overrides) {
    NamedNetwork.expand(source);
    for (String override : overrides) {
      source.override(override);
      NamedNetwork.expand(source);
    }
    return Binder.bind(source);
  }

  /**
   * Reads a recipe from text, such as that of {@link #yaml()}.
   *
   * @param text YAML
   * @param name what errors call it
   * @throws RecipeException if the text is not a recipe
   */
  public static Recipe parse(String text, String name) {
    return parse(text, List.of(), name);
  }

  /**
   * Reads a recipe from text with values replaced, as {@link #read} does.
   *
   * @throws RecipeException if the text or an override is not a recipe's
   */
  public static Recipe parse(String text, List<String> overrides, String name) {
    return bind(Source.parse(text, name), overrides);
  }

  /** The whole effective recipe, defaults included; reads back to an equal one. */
  public String yaml() {
    return Writer.yaml(this);
  }

  /**
   * SHA-256 in hexadecimal of what determines the trained weights. Two recipes of one hash may
   * share checkpoints. Left out: the name, where data and results lie, which split is scored, how
   * often and how many checkpoints are kept. A data set moved to another folder stays the same, so
   * a checkpoint must compare the manifest's hash too.
   */
  public String hash() {
    return Writer.hash(this);
  }

  /** The same with its prepared data in another folder. */
  public Recipe withShards(String folder) {
    return new Recipe(
        name, seed, Replaced.in(data, Map.of("shards", folder)), network, training, run);
  }

  /** The same with its convolutions and linear layers in other numbers. */
  public Recipe withPrecision(Precision precision) {
    return new Recipe(
        name, seed, data, network, training, Replaced.in(run, Map.of("precision", precision)));
  }

  /** The same with its samples mixed in another way. */
  public Recipe withShuffle(Shuffle shuffle) {
    return new Recipe(
        name, seed, Replaced.in(data, Map.of("shuffle", shuffle)), network, training, run);
  }

  /**
   * Random changes of what this recipe trains on, in every process that makes its minibatches.
   *
   * @param split whose recordings they are for; only those that are trained on are changed
   */
  public Augmenter augmenter(String split) {
    return split.equals(data.train())
        ? new Augmenter(data.augment(), Key.of(seed).child("augment"))
        : Augmenter.NONE;
  }

  /** By which figure one epoch is better than another. */
  public Measure measure() {
    return training.stopEarly().map(StopEarly::measure).orElse(Measure.ACCURACY);
  }

  /** Whether a training that has come so far ends there, before its last epoch. */
  public boolean hasStopped(Progress now) {
    return now.best() != null
        && training
            .stopEarly()
            .filter(rule -> rule.ends(now.epochs(), now.best().epoch()))
            .isPresent();
  }

  /** The same on another number of ranks: for scores, which do not depend on it. */
  public Recipe onRanks(int ranks) {
    return new Recipe(
        name, seed, data, network, Replaced.in(training, Map.of("ranks", ranks)), run);
  }

  /**
   * Whether this recipe may score the weights that another one has trained: network and data are
   * the same, and so is what of its training a score depends on, the loss and the kept average.
   * Timesteps, augmentation and order are not known to the weights, and weights are float32 in each
   * precision.
   */
  public boolean scores(Recipe trained) {
    Data like = data.trainedLike(trained.data);
    Run alike = Replaced.in(run, Map.of("precision", trained.run.precision()));
    Training done =
        Replaced.in(trained.training, Map.of("loss", training.loss, "ema", training.ema));
    return new Recipe(name, seed, like, network, done, alike).hash().equals(trained.hash());
  }

  /**
   * Whether this recipe may go on with another one's checkpoint, optimizer and place in the data
   * included: they differ at most in how the workers' results become one, and in what they start
   * from.
   */
  public boolean goesOnWith(Recipe other) {
    Training like = training.synchronisedLike(other.training);
    return new Recipe(name, seed, data, network, like, run).hash().equals(other.hash());
  }

  /** What would change the weights if a run of another recipe went on with this one. */
  public List<KeyChange> changesFrom(Recipe before) {
    return KeyChange.between(before, this);
  }

  private static void requireAtLeastOne(String path, int value) {
    if (value < 1) {
      throw invalid(path, value, "must be at least 1");
    }
  }

  private static void requireText(String path, String value) {
    if (value.isBlank()) {
      throw invalid(path, "''", "must not be empty");
    }
  }

  private static IllegalArgumentException invalid(String path, Object value, String allowed) {
    return new InvalidValue(path, value, allowed);
  }
}

package io.cofire.driver.recipe;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.random.Key;
import io.cofire.ops.layer.Initial;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.TrainerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The training of one or more recipes of {@code conf/recipes}, which do the same for few samples:
 * two images over two timesteps, those of ImageNet smaller, or four recordings over four, of which
 * less is left behind many layers. Loss, optimizer and network are the recipe's.
 */
record Rehearsal(String recipes, TrainerConfig config) {

  static final Path RECIPES = Path.of("..", "conf", "recipes");

  /** A step takes longest; smaller ones of the same family are rehearsed each time. */
  private static final List<String> SLOW =
      List.of("neunorm-cifarnet", "neunorm-cifar10dvs", "sew-wide");

  private static final long LARGE = 2_000_000;

  /** Of every recipe, each training once. */
  static List<Rehearsal> all() {
    Map<TrainerConfig, List<String>> names = new LinkedHashMap<>();
    for (String name : names()) {
      Recipe recipe = Recipe.read(RECIPES.resolve(name + ".yaml"), List.of());
      int few = few(name, recipe);
      TrainerConfig config = config(recipe, input(name, recipe.data(), few), classes(name), few);
      names.computeIfAbsent(config, any -> new ArrayList<>()).add(name);
    }
    return names.entrySet().stream()
        .map(one -> new Rehearsal(String.join(", ", one.getValue()), one.getKey()))
        .toList();
  }

  private static int few(String name, Recipe recipe) {
    boolean silent = !recipe.data().image().isPresent() || name.contains("tdbn-resnet19");
    return isAnd(name) ? 12 : silent ? 4 : 2;
  }

  /**
   * SEW AND without zero initialisation has the "silence problem" (Fang 2021, sections 3.3 and 4.1,
   * Fig. 5): of few recordings not one spike passes the seven blocks.
   */
  private static boolean isAnd(String name) {
    return name.contains("-and-");
  }

  private static List<String> names() {
    try (Stream<Path> files = Files.walk(RECIPES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> RECIPES.relativize(file).toString().replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A trainer of a recipe for other samples than its own. */
  static TrainerConfig config(Recipe recipe, InputShape input, int classes, int batch) {
    Recipe.Training training = recipe.training();
    return new TrainerConfig(
        recipe.network(),
        input,
        input,
        classes,
        batch,
        training.loss(),
        training.optimizer(),
        training.schedule(),
        1000,
        training.epochs(),
        recipe.seed());
  }

  private static InputShape input(String name, Recipe.Data data, int timesteps) {
    int frames = Math.min(data.trainedTimesteps(), timesteps);
    if (data.image().isPresent()) {
      int side = name.startsWith("imagenet") || name.startsWith("tiny") ? 64 : 32;
      return new InputShape(frames, 3, side, side, Presentation.STILL);
    }
    int side = name.endsWith("dvsgesture") || name.endsWith("cifar10dvs") ? 128 : 34;
    SensorGeometry seen = data.reduction().apply(new SensorGeometry(side, side));
    return new InputShape(frames, FrameShape.POLARITIES, seen.height(), seen.width());
  }

  private static int classes(String name) {
    if (name.endsWith("dvsgesture")) {
      return 11;
    }
    return name.startsWith("cifar100/") ? 100 : name.startsWith("imagenet/") ? 1000 : 10;
  }

  /** Whether it is for long tests alone. */
  boolean isLarge() {
    Blueprint blueprint = Blueprint.of(config.network(), config.input(), config.classes(), 1);
    return isAnd(recipes)
        || SLOW.stream().anyMatch(recipes::contains)
        || (blueprint.parameterCount() > LARGE && !recipes.contains("neunorm"));
  }

  /** Noise like normalised images, or one event in eight places. */
  Minibatch noise() {
    FrameShape shape = Inputs.minibatch(config.input(), config.rankBatch());
    FloatBuffer input = buffer(shape.size());
    float[] normal = new Initial.Normal(1).values(shape.size(), Key.of(1));
    SplittableRandom random = Key.of(2).random();
    boolean still = config.input().presentation() == Presentation.STILL;
    for (int i = 0; i < shape.size(); i++) {
      input.put(i, still ? normal[i] : random.nextInt(8) == 0 ? 1 : 0);
    }
    int[] samples = new int[config.rankBatch()];
    Arrays.setAll(samples, n -> n);
    int[] labels = Arrays.stream(samples).map(n -> n % config.classes()).toArray();
    return new Minibatch(input, labels, samples);
  }

  static FloatBuffer buffer(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public String toString() {
    return recipes;
  }
}

package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.StepResult;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each family of recipes learns: on 32 real samples, seen eight times, the loss falls clearly below
 * where it began and below that of a guess. Network, loss, optimizer and rate are the recipe's;
 * samples and timesteps are fewer, and nothing is changed at random.
 */
class RecipeFamiliesLearnTest {

  private static final int BATCH = 8;
  private static final int PASSES = 8;

  @ParameterizedTest
  @CsvSource({
    "nmnist-small-tdbn, NMNIST, 4",
    "nmnist-small-sew, NMNIST, 4",
    "nmnist-small-ms, NMNIST, 4",
    "quickstart, NMNIST, 4",
    "imagenet/spiking-resnet18, CIFAR10_SMALL, 2",
    "cifar10-subset-tdbn, CIFAR10, 4",
    "cifar10/ms-resnet8-table2, CIFAR10, 2",
    "cifar10/vanilla-resnet8-table2, CIFAR10, 2",
    "cifar10/without-lif-resnet8-table2, CIFAR10, 2",
    "cifar10/plainnet8-table2, CIFAR10, 2",
  })
  void aFamilyLearns(String recipe, RealSamples samples, int timesteps) throws IOException {
    learns(recipe, samples, timesteps);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "cifar10-subset-ms, CIFAR10, 4",
    "cifar10/sr-b-resnet32, CIFAR10, 4",
    "cifar10/sr-c-resnet32, CIFAR10, 4",
    "cifar10/ms-resnet32, CIFAR10, 4",
    "cifar10/neunorm-small, CIFAR10, 4",
    "cifar10/tdbn-resnet19-t2, CIFAR10_SMALL, 2",
    "tiny-imagenet-10, TINY_IMAGENET, 4",
    "imagenet/sew-resnet18, CIFAR10, 4",
    "imagenet/ms-resnet18, CIFAR10, 4",
    "imagenet/tdbn-resnet34, CIFAR10, 4",
    "neunorm-nmnist, NMNIST, 10",
  })
  void aLargerFamilyLearns(String recipe, RealSamples samples, int timesteps) throws IOException {
    learns(recipe, samples, timesteps);
  }

  private static void learns(String name, RealSamples samples, int timesteps) throws IOException {
    Recipe recipe = Recipe.read(Rehearsal.RECIPES.resolve(name + ".yaml"), List.of());
    InputShape input = samples.input(recipe.data(), timesteps);
    TrainerConfig config = Rehearsal.config(recipe, input, RealSamples.CLASSES, BATCH);
    List<Minibatch> batches = samples.minibatches(recipe.data(), input, BATCH);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config, new Alone())) {
      double first = 0;
      double last = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        double sum = 0;
        for (int b = 0; b < batches.size(); b++) {
          StepResult step = trainer.step(batches.get(b), BATCH);
          sum += step.lossSum() / step.count() / batches.size();
          first = pass == 0 && b == 0 ? step.lossSum() / step.count() : first;
        }
        last = sum;
        System.out.println("LEARN " + name + " " + pass + " " + sum + " first " + first);
      }
      assertThat(last).isLessThan(0.8 * Math.min(first, guess(config)));
    }
  }

  /** The loss of who knows the classes and nothing else. */
  private static double guess(TrainerConfig config) {
    return config.loss() instanceof LossConfig.SquareError ? 1 : Math.log(RealSamples.CLASSES);
  }
}

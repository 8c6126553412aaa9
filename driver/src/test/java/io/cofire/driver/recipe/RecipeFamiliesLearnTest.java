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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each family of recipes learns: on 32 real samples, seen a few times, the loss falls clearly below
 * where it began and below that of a guess. Network, loss, optimizer and rate are the recipe's;
 * samples and timesteps are fewer, and nothing is changed at random.
 */
class RecipeFamiliesLearnTest {

  private static final int BATCH = 8;
  private static final int PASSES = 12;
  private static final double CLEARLY = 0.8;

  @ParameterizedTest
  @CsvSource({
    "nmnist-small-tdbn, NMNIST, 4",
    "nmnist-small-sew, NMNIST, 4",
    "nmnist-small-ms, NMNIST, 4",
    "quickstart, NMNIST, 4",
    "cifar10/ms-resnet8-table2, CIFAR10_SMALL, 2",
    "cifar10/vanilla-resnet8-table2, CIFAR10_SMALL, 2",
    "cifar10/without-lif-resnet8-table2, CIFAR10_SMALL, 2",
    "cifar10/plainnet8-table2, CIFAR10_SMALL, 4",
    "imagenet/spiking-resnet18, CIFAR10_SMALL, 2",
    "cifar10-subset-tdbn, CIFAR10_SMALL, 4",
  })
  void aFamilyLearns(String recipe, RealSamples samples, int timesteps) throws IOException {
    learns(recipe, samples, timesteps);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "cifar10-subset-ms, CIFAR10_SMALL, 4",
    "cifar10/neunorm-small, CIFAR10_SMALL, 4",
    "cifar10/sr-b-resnet32, CIFAR10_SMALL, 2",
    "cifar10/sr-c-resnet32, CIFAR10_SMALL, 2",
    "cifar10/ms-resnet32, CIFAR10_SMALL, 2",
    "cifar10/tdbn-resnet19-t2, CIFAR10_SMALL, 2",
    "tiny-imagenet-10, CIFAR10, 4",
    "neunorm-nmnist, NMNIST, 10",
    "imagenet/sew-resnet18, CIFAR10_SMALL, 2",
    "imagenet/ms-resnet18, CIFAR10_SMALL, 2",
    "imagenet/tdbn-resnet34, CIFAR10_SMALL, 2",
    "ms-resnet20-cifar10dvs, NMNIST_LARGE, 4",
    "sew-7b-add-dvsgesture, NMNIST_LARGE, 4",
    "plain-7b-dvsgesture, NMNIST_LARGE, 4",
    "spiking-7b-dvsgesture, NMNIST_LARGE, 4",
    "sew-wide-7b-cifar10dvs, NMNIST_LARGE, 4",
    "tdbn-resnet17-dvsgesture, NMNIST_LARGE, 8",
  })
  void aLargerFamilyLearns(String recipe, RealSamples samples, int timesteps) throws IOException {
    learns(recipe, samples, timesteps);
  }

  private static void learns(String name, RealSamples samples, int timesteps) throws IOException {
    Recipe recipe = Recipe.read(Rehearsal.RECIPES.resolve(name + ".yaml"), List.of());
    InputShape input = samples.input(recipe.data(), timesteps);
    TrainerConfig config = Rehearsal.config(recipe, input, RealSamples.CLASSES, BATCH);
    List<Minibatch> batches = samples.minibatches(recipe.data(), input, BATCH);
    List<Double> losses = new ArrayList<>(); // the mean of each pass
    double limit = Double.NaN;
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config, new Alone())) {
      while (losses.size() < PASSES && !(last(losses) < limit)) {
        double sum = 0;
        for (Minibatch batch : batches) {
          StepResult step = trainer.step(batch, BATCH);
          double loss = step.lossSum() / step.count();
          limit = Double.isNaN(limit) ? CLEARLY * Math.min(loss, guess(config)) : limit;
          sum += loss;
        }
        losses.add(sum / batches.size());
      }
    }
    assertThat(last(losses)).as("mean loss of each pass: %s", losses).isLessThan(limit);
  }

  private static double last(List<Double> losses) {
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }

  /** The loss of who knows the classes and nothing else. */
  private static double guess(TrainerConfig config) {
    return config.loss() instanceof LossConfig.SquareError ? 1 : Math.log(RealSamples.CLASSES);
  }
}

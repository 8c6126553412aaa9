package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Minibatch;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.nio.FloatBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe's first step reaches every tensor that it trains with a gradient; the second step,
 * where norms that start from zero let none through to what lies before them. Weight decay moves
 * weights that learn nothing, so the gradients are looked at.
 */
class EveryRecipeMovesTest {

  private static final List<Rehearsal> ALL = Rehearsal.all();

  private static Kernels kernels;

  @BeforeAll
  static void open() {
    kernels = Engines.open("nd4j", Device.CPU);
  }

  @AfterAll
  static void close() {
    kernels.close();
  }

  static Stream<Rehearsal> small() {
    return ALL.stream().filter(one -> !one.isLarge());
  }

  static Stream<Rehearsal> large() {
    return ALL.stream().filter(Rehearsal::isLarge);
  }

  @ParameterizedTest
  @MethodSource("small")
  void aGradientReachesEveryTensor(Rehearsal rehearsal) {
    Minibatch batch = rehearsal.noise();
    try (RankTrainer trainer = new RankTrainer(kernels, rehearsal.config(), new Alone())) {
      FlatVectors parameters = trainer.network().parameters();
      boolean zeroStart = !zeros(parameters.layout(), floats(parameters, false), "gamma").isEmpty();
      trainer.step(batch, batch.size());
      Set<String> still = zeros(parameters.layout(), floats(parameters, true), "");
      if (zeroStart) {
        assertThat(still).allMatch(name -> name.contains("block"));
        trainer.step(batch, batch.size());
        still.retainAll(zeros(parameters.layout(), floats(parameters, true), ""));
      }
      assertThat(still).isEmpty();
    }
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("large")
  void aGradientReachesEveryTensorOfALargeNetwork(Rehearsal rehearsal) {
    aGradientReachesEveryTensor(rehearsal);
  }

  private static FloatBuffer floats(FlatVectors parameters, boolean gradients) {
    FloatBuffer floats = Rehearsal.buffer(Math.toIntExact(parameters.layout().elements()));
    kernels.memory().download(gradients ? parameters.gradients() : parameters.values(), floats);
    return floats;
  }

  /** Tensors whose name ends so and of which every element is zero. */
  private static Set<String> zeros(Layout layout, FloatBuffer floats, String ending) {
    Set<String> zeros = new LinkedHashSet<>();
    for (Layout.Entry entry : layout.entries()) {
      long end = entry.offset() + entry.shape().elements();
      long at = entry.offset();
      while (at < end && floats.get((int) at) == 0) {
        at++;
      }
      if (at == end && entry.name().endsWith(ending)) {
        zeros.add(entry.name());
      }
    }
    return zeros;
  }
}

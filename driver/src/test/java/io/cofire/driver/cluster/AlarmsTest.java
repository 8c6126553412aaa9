package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.run.StepTotals;
import io.cofire.ops.inference.NeuronActivity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final Progress.Sums SUMS = new Progress.Sums(40, 3, 40);

  private final Alarms alarms = new Alarms();

  @Test
  void aSilentLayerIsToldOnceWithItsStepAndARemedy() {
    assertThat(look(50, 0))
        .containsExactly(
            "Layer stage1.block1.neuron1 is silent at step 50: none of its 1,200 neurons x"
                + " timesteps x samples fired; lower network.neuron.threshold or optimizer.rate, or"
                + " look at the layers before it");
    assertThat(look(100, 0)).isEmpty();
  }

  @Test
  void aSaturatedLayerIsToldToo() {
    assertThat(look(50, 1200))
        .singleElement()
        .asString()
        .startsWith("Layer stage1.block1.neuron1 is saturated at step 50: all of its 1,200 ");
  }

  @Test
  void aLayerThatRecoversIsWatchedAnew() {
    assertThat(look(50, 0)).hasSize(1);
    assertThat(look(100, 1)).isEmpty();
    assertThat(look(150, 0)).singleElement().asString().contains("at step 150");
    assertThat(look(200, 1199)).isEmpty();
  }

  @Test
  void whatNothingMovesIsToldWithTheLossThatStays() {
    assertThat(unmoved("conv1.weight", "conv2.weight"))
        .containsExactly(
            "Nothing moves conv1.weight, conv2.weight: their gradient was exactly zero in each of"
                + " the first 5 steps (mean loss 1.0); choose another network.start or a lower"
                + " network.neuron.threshold, or look at the layers between them and the loss");
    assertThat(unmoved("a", "b", "c", "d", "e"))
        .singleElement()
        .asString()
        .startsWith("Nothing moves a, b, c and 2 more parameters: ");
    assertThat(unmoved()).isEmpty();
  }

  private List<String> unmoved(String... names) {
    return alarms.look(at(5), new StepTotals(SUMS, List.of(), List.of(), List.of(names)));
  }

  private List<String> look(long step, long spikes) {
    List<NeuronActivity> activity =
        List.of(
            new NeuronActivity("stem.neuron", 7, 900),
            new NeuronActivity("stage1.block1.neuron1", spikes, 1200));
    return alarms.look(at(step), new StepTotals(SUMS, List.of(), activity, List.of()));
  }

  private static Progress at(long step) {
    return new Progress(step, 0, (int) step, 1, "recipe", "manifest", SUMS, List.of());
  }
}

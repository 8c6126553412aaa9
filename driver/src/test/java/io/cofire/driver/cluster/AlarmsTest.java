package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.inference.NeuronActivity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsTest {

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

  private List<String> look(long step, long spikes) {
    return alarms.look(
        step,
        List.of(
            new NeuronActivity("stem.neuron", 7, 900),
            new NeuronActivity("stage1.block1.neuron1", spikes, 1200)));
  }
}

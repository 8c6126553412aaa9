package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which device a task's engine computes on. */
class TaskDeviceTest {

  private static Recipe.Run run(String keys) {
    String yaml = TinyRecipe.on(Path.of("none"), "run: {->run: {" + keys + ", ");
    return Recipe.parse(yaml, "tiny").run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine: libtorch, device: 'cuda:0'", "engine: auto"})
  void theGpuThatATaskWasGivenIsTheOneThatComputes(String keys) {
    assertThat(TaskDevice.of(run(keys), List.of("3"))).isEqualTo(Device.cuda(3));
    assertThat(TaskDevice.of(run(keys), List.of("11", "0"))).isEqualTo(Device.cuda(11));
  }

  @Test
  void whereNoneIsGivenTheRecipeDecides() {
    assertThat(TaskDevice.of(run("device: 'cuda:2'"), List.of())).isEqualTo(Device.cuda(2));
    assertThat(TaskDevice.of(run("engine: auto"))).isEqualTo(Device.CPU);
  }

  @Test
  void aRecipeForTheProcessorStaysThere() {
    assertThat(TaskDevice.of(run("engine: libtorch"), List.of("3"))).isEqualTo(Device.CPU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPU-4b1c", "MIG-0/1/0", "", "cuda:0", "-1", "100"})
  void anAddressThatIsNoNumberIsRefused(String address) {
    assertThatThrownBy(() -> TaskDevice.of(run("device: 'cuda:0'"), List.of(address)))
        .isInstanceOf(InvalidValue.class)
        .hasMessage(
            "Invalid spark.executor.resource.gpu.discoveryScript: "
                + address
                + " (must list GPUs by number, from 0, as deploy/gpu-discovery.sh does)");
  }
}

package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.ops.zoo.Zoo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The networks as people see them, without Spark and without an engine. */
class NetworksTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyNetworkHasALine() {
    assertThat(Cofire.execute("networks")).isEqualTo(0);

    assertThat(out().lines()).hasSize(Zoo.networks().size());
    assertThat(out())
        .contains(
            "sew-resnet34               21.80 M parameters   3x224x224 images       T=4   1000 classes");
  }

  @Test
  void aNetworkIsShownLayerByLayer() {
    assertThat(Cofire.execute("networks", "ms-resnet104")).isEqualTo(0);

    assertThat(out().replaceAll(" +", " "))
        .contains(
            "stem.conv1 conv 3x3, 64, stride 2 64x112x112 1,792 21,676,032\n",
            "stage1.block1.conv1 conv 3x3, 64, stride 2 64x56x56 36,864 115,605,504\n",
            "head linear, 1000 1000 513,000 512,000\n",
            "total 77,350,504 ",
            "residual paths alone 11,618.35 million MAC an image and timestep\n");
  }

  @Test
  void timestepsAndSamplesChangeTheMemoryAlone() {
    assertThat(Cofire.execute("networks", "sew-7b", "--timesteps=4", "--batch=8")).isEqualTo(0);

    assertThat(out()).contains("T=4, 11 classes", "training N=8 ");
    assertThat(out().replaceAll(" +", " ")).contains("total 130,938 ");
  }

  @Test
  void aValueOfTheNetworkCanBeReplaced() {
    assertThat(Cofire.execute("networks", "sew-7b", "--set", "network.stem.kernel=1")).isEqualTo(0);

    assertThat(out().replaceAll(" +", " ")).contains("total 130,426 ");
  }

  @Test
  void anUnknownNameIsTheUsersMistake() {
    assertThat(Cofire.execute("networks", "sew-8b")).isEqualTo(2);

    assertThat(complained.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "cofire: Cannot read recipe sew-8b: unknown network sew-8b (did you mean sew-7b? 'cofire"
                + " networks' lists all)\n");
  }

  @Test
  void noTimestepsAreTheUsersMistake() {
    assertThat(Cofire.execute("networks", "sew-7b", "--timesteps=0")).isEqualTo(2);

    assertThat(complained.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "cofire: Cannot lay out a network for 0 timesteps and 1 samples: each must be at least"
                + " 1\n");
  }
}

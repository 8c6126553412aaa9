package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.run.TrainingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MastersTest {

  @Test
  void aMasterThatRefusesIsNamedWithTheReason() throws IOException {
    String url = "spark://127.0.0.1:" + closedPort();

    assertThatThrownBy(() -> Masters.require(url, Duration.ZERO))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("Cannot start: no Spark master answers at " + url + ": ")
        .hasMessageContaining("refused")
        .satisfies(e -> assertThat(Failure.code(Failure.of(e).fault())).isEqualTo(4));
  }

  @Test
  void anUnknownHostIsSaid() {
    assertThatThrownBy(() -> Masters.require("spark://no.such.host.invalid:7077", Duration.ZERO))
        .hasMessageContaining("there is no host no.such.host.invalid");
  }

  @Test
  void oneOfSeveralMastersIsEnough() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "spark://127.0.0.1:" + closedPort() + ",127.0.0.1:" + server.getLocalPort();

      assertThatCode(() -> Masters.require(url, Duration.ZERO)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://", "spark://host", "spark://host:port", "spark://host:70000"})
  void aUrlWithoutHostAndPortIsTheUsersMistake(String url) {
    assertThatThrownBy(() -> Masters.require(url, Duration.ZERO))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining(url);
  }

  @Test
  void otherMastersAreSparksAffair() {
    assertThatCode(() -> Masters.require("local[*]", Duration.ZERO)).doesNotThrowAnyException();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }
}

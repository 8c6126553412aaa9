package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.ops.collective.Collective;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What someone who reads along sees, on bytes captured between two hosts. */
class SecrecyTest {

  private static final Duration DEADLINE = Patience.LIMIT;
  private static final float PATTERN = 1234.5625f;
  private static final int SIZE = 100_000;

  @Test
  void withoutEncryptionValuesAndNamesAreReadableSoThatTheOtherTestCanFail() throws Exception {
    List<byte[]> captured = capture(Hosts.settings(DEADLINE));
    assertThat(captured).hasSize(2);
    for (byte[] bytes : captured) {
      assertThat(bytes).hasSizeGreaterThan(SIZE * Float.BYTES);
      assertThat(contains(bytes, pattern(PATTERN))).as("values of a rank").isTrue();
      assertThat(contains(bytes, pattern(2 * PATTERN))).as("sums").isTrue();
      assertThat(contains(bytes, text("gradients of a secret"))).as("names").isTrue();
      assertThat(contains(bytes, text("norm.moments"))).as("names of gathers").isTrue();
    }
  }

  @Test
  void withEncryptionNeitherValuesNorNamesAreReadable() throws Exception {
    List<byte[]> captured = capture(Hosts.secured("the secret", DEADLINE));
    assertThat(captured).hasSize(2);
    for (byte[] bytes : captured) {
      assertThat(bytes).hasSizeGreaterThan(SIZE * Float.BYTES);
      for (float value : new float[] {PATTERN, 2 * PATTERN}) {
        assertThat(contains(bytes, pattern(value))).as("%s on the wire", value).isFalse();
      }
      for (String name : List.of("gradients of a secret", "norm.moments", "COFI", "the secret")) {
        assertThat(contains(bytes, text(name))).as("%s on the wire", name).isFalse();
      }
    }
  }

  /** Everything between two hosts that gather and sum a pattern, by the host it went to. */
  private static List<byte[]> capture(ExchangeSettings settings) throws Exception {
    List<Wiretap> taps = new ArrayList<>();
    try (Hosts hosts = new Hosts(2, 2, settings, peer -> detour(peer, taps))) {
      List<Float> sums = hosts.onEachRank(SecrecyTest::exchange);
      assertThat(sums).containsOnly(2 * PATTERN);
      return taps.stream().map(Wiretap::recorded).toList();
    } finally {
      for (Wiretap tap : taps) {
        tap.close();
      }
    }
  }

  private static Peer detour(Peer peer, List<Wiretap> taps) {
    try {
      Wiretap tap = new Wiretap(peer.port());
      taps.add(tap);
      return new Peer(peer.address(), tap.port(), peer.label());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float exchange(Collective collective) {
    float[] values = new float[SIZE];
    Arrays.fill(values, PATTERN);
    collective.gather("norm.moments", Arrays.copyOf(values, 64));
    collective.sum("gradients of a secret", FloatBuffer.wrap(values));
    collective.barrier("end");
    return values[SIZE - 1];
  }

  /** Four times the same value. */
  private static byte[] pattern(float value) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putFloat(value).putFloat(value).putFloat(value).putFloat(value).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}

package io.cofire.driver.cluster;

import io.cofire.driver.assembly.ArithmeticText;
import io.cofire.ops.collective.Collective;
import io.cofire.ops.tensor.Arithmetic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every rank hears what all compute by, over a collective that carries floats: a byte each. */
final class SharedArithmetic {

  private static final int MOST_BYTES = 2048;

  private SharedArithmetic() {}

  /** That of all ranks, each once. */
  static List<Arithmetic> of(Arithmetic mine, Collective collective) {
    byte[] text = ArithmeticText.of(mine).getBytes(StandardCharsets.UTF_8);
    if (text.length > MOST_BYTES) {
      throw new IllegalStateException("Cannot exchange " + mine + ": too long");
    }
    float[] floats = new float[MOST_BYTES];
    for (int i = 0; i < text.length; i++) {
      floats[i] = text[i];
    }
    List<String> texts = new ArrayList<>();
    for (float[] theirs : collective.gather("arithmetic", floats)) {
      byte[] bytes = new byte[MOST_BYTES];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) theirs[i];
      }
      texts.add(new String(bytes, StandardCharsets.UTF_8).replace("\0", ""));
    }
    return ArithmeticText.parse(texts);
  }
}

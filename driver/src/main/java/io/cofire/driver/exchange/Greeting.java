package io.cofire.driver.exchange;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first message on a connection, and the answer to it: who speaks, and which lane this is. Big-
 * endian: "COFI", version, three texts (length, UTF-8): application, run, recipe; then attempt,
 * ranks, hosts, host, lane.
 *
 * @param identity who speaks
 * @param lane number of the lane between the two hosts
 */
record Greeting(Identity identity, int lane) {

  private static final int MAGIC = 0x434F4649; // "COFI"
  private static final int VERSION = 2;
  private static final int MAX_TEXT_BYTES = 1024;

  ByteBuffer encode() {
    byte[][] texts = {
      bytes(identity.application()), bytes(identity.run()), bytes(identity.recipe())
    };
    int size = 7 * Integer.BYTES;
    for (byte[] text : texts) {
      size += Integer.BYTES + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putInt(VERSION);
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.putInt(identity.attempt())
        .putInt(identity.placement().ranks())
        .putInt(identity.placement().hosts())
        .putInt(identity.host())
        .putInt(lane)
        .flip();
  }

  /**
   * Reads a greeting.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Greeting decode(ByteBuffer greeting) {
    try {
      ByteBuffer in = greeting.duplicate();
      if (in.getInt() != MAGIC || in.getInt() != VERSION) {
        throw new IllegalArgumentException("Invalid greeting: not Cofire's, or of another version");
      }
      String application = text(in);
      String run = text(in);
      String recipe = text(in);
      int attempt = in.getInt();
      Placement placement = new Placement(in.getInt(), in.getInt());
      Identity identity = new Identity(application, run, attempt, recipe, placement, in.getInt());
      return new Greeting(identity, in.getInt());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("Invalid greeting: it ends too early", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("Invalid greeting: a text of " + length + " bytes");
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}

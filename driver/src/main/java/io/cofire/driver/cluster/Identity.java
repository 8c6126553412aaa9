package io.cofire.driver.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a host says when it connects. Both ends must agree on everything but the host, so that a
 * stranger, another application, or a task that outlived its attempt is turned away with the
 * reason.
 *
 * @param application Spark's application id
 * @param run random name of this run of the job
 * @param attempt number of the attempt within the run
 * @param recipe hash of the recipe
 * @param placement ranks and hosts
 * @param host the host that speaks
 */
record Identity(
    String application, String run, int attempt, String recipe, Placement placement, int host) {

  private static final int MAGIC = 0x434F4649; // "COFI"
  private static final int VERSION = 1;
  private static final int MAX_TEXT_BYTES = 1024;

  ByteBuffer encode() {
    byte[][] texts = {bytes(application), bytes(run), bytes(recipe)};
    int size = 6 * Integer.BYTES;
    for (byte[] text : texts) {
      size += Integer.BYTES + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putInt(VERSION);
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.putInt(attempt)
        .putInt(placement.ranks())
        .putInt(placement.hosts())
        .putInt(host)
        .flip();
  }

  /**
   * Reads a greeting.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Identity decode(ByteBuffer greeting) {
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
      return new Identity(application, run, attempt, recipe, placement, in.getInt());
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

  /**
   * Checks who has connected.
   *
   * @throws IllegalArgumentException naming what differs, with both values
   */
  void requirePeer(Identity peer) {
    Map<String, Object> mine = shared();
    Map<String, Object> theirs = peer.shared();
    mine.forEach(
        (what, value) -> {
          if (!value.equals(theirs.get(what))) {
            throw new IllegalArgumentException(
                "Refused a connection: %s: expected %s, found %s"
                    .formatted(what, value, theirs.get(what)));
          }
        });
    if (peer.host < 0 || peer.host >= placement.hosts() || peer.host == host) {
      throw new IllegalArgumentException(
          "Refused a connection: host: expected another of %d, found %d"
              .formatted(placement.hosts(), peer.host));
    }
  }

  private Map<String, Object> shared() {
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("application", application);
    shared.put("run", run);
    shared.put("attempt", attempt);
    shared.put("recipe hash", recipe);
    shared.put("ranks", placement.ranks());
    shared.put("hosts", placement.hosts());
    return shared;
  }
}

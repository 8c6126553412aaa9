package io.cofire.ops.layer;

import io.cofire.ops.tensor.Shape;

/**
 * One layer as a table of a network shows it, known before anything is computed.
 *
 * @param path stable name such as {@code stage1.block1.conv1}
 * @param operation what it does, in a few words
 * @param output [T,N,H,W,C], [T,N,F] or [N,F]
 * @param multiplications multiply-accumulates of one forward of the minibatch; 0 for all but
 *     convolutions and linear layers, as the papers count
 * @param caution what is odd about it at this shape; empty if nothing is
 */
public record LayerFacts(
    String path, String operation, Shape output, long multiplications, String caution) {

  /** A layer with nothing odd about it. */
  public LayerFacts(String path, String operation, Shape output, long multiplications) {
    this(path, operation, output, multiplications, "");
  }

  /** A layer that multiplies no matrices. */
  static LayerFacts of(Wiring wiring, String operation, Shape output) {
    return multiplying(wiring, operation, output, 0);
  }

  static LayerFacts multiplying(
      Wiring wiring, String operation, Shape output, long multiplications) {
    return new LayerFacts(wiring.path(), operation, output, multiplications);
  }

  /** The same with something odd about it. */
  LayerFacts odd(String what) {
    return new LayerFacts(path, operation, output, multiplications, what);
  }

  /** Multiply-accumulates of one image at one timestep. */
  public long multiplicationsPerFrame() {
    boolean timed = output.axes() > 2;
    return multiplications / (timed ? output.elements(0, 2) : output.size(0));
  }
}

package io.cofire.ops.layer;

import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A layer's output as the layers after it see it. In the forward its values are there. After that
 * they stay only where a later layer said that its own backward reads them ({@link #keep}), and
 * even there an output that can be made again, to the same bits, is dropped and made again on
 * demand: spikes from the membranes that their own layer keeps, normalised values from what was
 * normalised. So the activations that take memory are those that nothing else holds.
 */
public final class Activation {

  /** What a layer hands on, and so what a multiplication by it costs. */
  public enum Signal {
    /** Spikes, or sums of them: small integers, each unit of which costs an addition. */
    SPIKES,
    /** Any numbers: images, membranes, means. */
    CURRENTS;

    /** What a join of both is. */
    Signal and(Signal other) {
      return this == SPIKES ? other : CURRENTS;
    }
  }

  private final BufferPool buffers;
  private final Optional<Supplier<Tensor>> remake;
  private Tensor tensor;
  private NormedCurrent unmade;
  private boolean kept;
  private int holders; // backwards that are put off
  private boolean released; // but still held
  private Signal signal = Signal.CURRENTS;

  private Activation(BufferPool buffers, Tensor tensor, Optional<Supplier<Tensor>> remake) {
    this.buffers = buffers;
    this.tensor = tensor;
    this.remake = remake;
  }

  /** Values that belong to someone else and are never dropped, such as a network's input. */
  public static Activation borrowed(Tensor tensor) {
    return new Activation(null, tensor, Optional.empty());
  }

  /** Values that nothing else holds. */
  static Activation only(BufferPool buffers, Tensor tensor) {
    return new Activation(buffers, tensor, Optional.empty());
  }

  /**
   * Values that can be made again.
   *
   * @param remake takes a buffer from the same pool and fills it with the same bits
   */
  static Activation remade(BufferPool buffers, Tensor tensor, Supplier<Tensor> remake) {
    return new Activation(buffers, tensor, Optional.of(remake));
  }

  /**
   * Values that are made when they are asked for, and again.
   *
   * @param make takes a buffer from the same pool and fills it with the same bits
   */
  static Activation late(BufferPool buffers, Supplier<Tensor> make) {
    return new Activation(buffers, null, Optional.of(make));
  }

  /** Values that a norm makes for whoever asks for them; the neurons behind it need not. */
  static Activation unmade(BufferPool buffers, NormedCurrent current, Supplier<Tensor> make) {
    Activation activation = new Activation(buffers, null, Optional.of(make));
    activation.unmade = current;
    return activation;
  }

  /** What stands for a norm's output where nobody has asked for its values. */
  Optional<NormedCurrent> unmade() {
    return tensor == null ? Optional.ofNullable(unmade) : Optional.empty();
  }

  /** Says what the values are. */
  Activation carrying(Signal carried) {
    signal = carried;
    return this;
  }

  /** What the values are; known in evaluation. */
  public Signal signal() {
    return signal;
  }

  /**
   * The values: in the forward, and in the backward of a layer that kept them.
   *
   * @throws IllegalStateException if they are gone for good
   */
  public Tensor tensor() {
    if (tensor == null) {
      tensor =
          remake
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Cannot read an activation again: the layer that reads it in its backward did not keep it"))
              .get();
    }
    return tensor;
  }

  /** Says that the caller's backward reads the values again. */
  void keep() {
    kept = true;
  }

  /** The layers after it have read it in their forward: drops what can be dropped. */
  void settle() {
    if (!kept || remake.isPresent()) {
      release();
    }
  }

  /** Takes the values away, to write over them; the caller owns the buffer. */
  Tensor take() {
    Tensor taken = tensor();
    tensor = null;
    return taken;
  }

  /** Gives the buffer back, or leaves that to the one who holds it. */
  void release() {
    released = holders > 0;
    if (tensor != null && buffers != null && !released) {
      buffers.give(tensor);
      tensor = null;
    }
  }

  /** The values for a backward that is put off: they stay, whoever releases them. */
  Tensor hold() {
    Tensor values = tensor();
    holders++;
    return values;
  }

  /** That backward is done. */
  void letGo() {
    holders--;
    if (released) {
      release();
    }
  }
}

package io.cofire.ops.onednn;

import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/**
 * One tensor of a call site as the factor of a product: its own memory, or, where factors have 16
 * bits, a copy, rounded to the nearest and to even where two are as near.
 */
final class RoundedFactor implements Site {

  private final OneDnn library;
  private final long bytes;
  private final Optional<Call> rounding;

  /**
   * A factor.
   *
   * @param plain how the tensor lies, in float32
   * @param factor how the product takes it
   * @param attributes of every primitive
   */
  RoundedFactor(OneDnn library, memory.desc plain, memory.desc factor, primitive_attr attributes) {
    this.library = library;
    this.bytes = factor.get_size();
    this.rounding =
        library.precision() == Precision.FLOAT32
            ? Optional.empty()
            : Optional.of(turn(library, plain, factor, attributes));
  }

  /** A copy from one order and type to another. */
  static Call turn(OneDnn library, memory.desc from, memory.desc to, primitive_attr how) {
    var description =
        new reorder.primitive_desc(library.processor(), from, library.processor(), to, how, false);
    return new Call(library, new reorder(description), description.scratchpad_desc())
        .with(dnnl.DNNL_ARG_FROM, from)
        .with(dnnl.DNNL_ARG_TO, to);
  }

  /**
   * The factor's memory.
   *
   * @param room where a copy goes, until the next one is put there
   */
  Pointer of(Tensor tensor, Scratch room) {
    if (rounding.isEmpty()) {
      return library.pointer(tensor);
    }
    room.reserve(bytes);
    return of(tensor, room.pointer());
  }

  /**
   * The factor's memory.
   *
   * @param place as large as the tensor itself, where a copy may go
   */
  Pointer of(Tensor tensor, Pointer place) {
    Pointer own = library.pointer(tensor);
    if (rounding.isEmpty()) {
      return own;
    }
    rounding.get().run(own, place);
    return place;
  }

  @Override
  public void close() {
    rounding.ifPresent(Call::close);
  }
}

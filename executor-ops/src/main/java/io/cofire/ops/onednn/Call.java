package io.cofire.ops.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.Pointer;

/** A primitive with a place for each of its arguments, made once and run on every step. */
final class Call implements Site {

  private final OneDnn library;
  private final primitive operation;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final List<memory> places = new ArrayList<>();
  private final memory scratch;

  /**
   * Prepares a call.
   *
   * @param scratchpad what it needs while it runs
   */
  Call(OneDnn library, primitive operation, memory.desc scratchpad) {
    this.library = library;
    this.operation = operation;
    library.scratch().reserve(scratchpad.get_size());
    this.scratch = place(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
  }

  /** Adds the next argument of {@link #run}. */
  Call with(int argument, memory.desc layout) {
    places.add(place(argument, layout));
    return this;
  }

  private memory place(int argument, memory.desc layout) {
    memory place = new memory(layout, library.processor(), new Pointer());
    arguments.put(argument, place);
    return place;
  }

  /** Runs it on the memory of each argument, in the order of {@link #with}. */
  void run(Pointer... memories) {
    for (int i = 0; i < memories.length; i++) {
      places.get(i).set_data_handle(memories[i]);
    }
    scratch.set_data_handle(library.scratch().pointer());
    operation.execute(library.queue(), arguments);
    library.queue()._wait();
  }

  @Override
  public void close() {
    operation.close();
    arguments.close();
    places.forEach(Pointer::close);
    scratch.close();
  }
}

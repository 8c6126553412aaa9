package io.cofire.ops.network;

import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Names and places of the parts of a flat vector, which an array can hold, in order and without
 * gaps. Names are stable: {@code stage2.block1.conv1.weight}, {@code stage2.block1.norm1.gamma},
 * {@code head.bias}.
 */
public record Layout(List<Entry> entries) {

  /** Copies the list. */
  public Layout {
    entries = List.copyOf(entries);
  }

  /**
   * One part.
   *
   * @param name stable, unique name
   * @param offset first element in the flat vector
   * @param shape shape of the part
   * @param decays whether weight decay may touch it (false for norms and biases)
   */
  public record Entry(String name, int offset, Shape shape, boolean decays) {

    /** The element behind its last. */
    public int end() {
      return Math.addExact(offset, shape.count());
    }
  }

  /** Number of elements of the whole vector. */
  public int elements() {
    if (entries.isEmpty()) {
      return 0;
    }
    return entries.get(entries.size() - 1).end();
  }

  /** Collects entries one behind the other. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private int elements;

    /** Appends a part and returns its entry. */
    public Entry add(String name, Shape shape, boolean decays) {
      Entry entry = new Entry(name, elements, shape, decays);
      entries.add(entry);
      elements = entry.end();
      return entry;
    }

    /** The layout of what was added. */
    public Layout build() {
      return new Layout(entries);
    }
  }
}

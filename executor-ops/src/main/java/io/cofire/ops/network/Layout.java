package io.cofire.ops.network;

import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Names and places of the parts of a flat vector, in order and without gaps. Names are stable:
 * {@code stage2.block1.conv1.weight}, {@code stage2.block1.norm1.gamma}, {@code head.bias}.
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
  public record Entry(String name, long offset, Shape shape, boolean decays) {}

  /** Number of elements of the whole vector. */
  public long elements() {
    if (entries.isEmpty()) {
      return 0;
    }
    Entry last = entries.get(entries.size() - 1);
    return last.offset() + last.shape().elements();
  }

  /** Collects entries one behind the other. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private long elements;

    /** Appends a part and returns its entry. */
    public Entry add(String name, Shape shape, boolean decays) {
      Entry entry = new Entry(name, elements, shape, decays);
      entries.add(entry);
      elements += shape.elements();
      return entry;
    }

    /** The layout of what was added. */
    public Layout build() {
      return new Layout(entries);
    }
  }
}

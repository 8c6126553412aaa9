package io.cofire.ops.collective;

import java.nio.FloatBuffer;

/**
 * What a rank brings to one call.
 *
 * @param kind which call
 * @param name what is exchanged
 * @param size number of floats
 * @param values a gather's values, a copy that all ranks may read
 * @param buffer a sum's buffer, from 0 to its capacity
 */
record Post(String kind, String name, int size, float[] values, FloatBuffer buffer) {

  /** Whether both ranks are making the same call. */
  boolean agrees(Post other) {
    return kind.equals(other.kind) && name.equals(other.name) && size == other.size;
  }

  @Override
  public String toString() {
    return kind + " of '" + name + "' (" + size + " floats)";
  }
}

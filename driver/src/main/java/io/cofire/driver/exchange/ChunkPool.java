package io.cofire.driver.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Arrays for values that wait for those of other ranks. Guarded by the group's lock. */
final class ChunkPool {

  private static final int MOST = 256; // 64 MB; more than that is not worth keeping

  private final Deque<float[]> free = new ArrayDeque<>();

  float[] take() {
    return free.isEmpty() ? new float[Frame.MAX_VALUES] : free.pop();
  }

  void give(List<float[]> arrays) {
    for (float[] array : arrays) {
      if (free.size() < MOST) {
        free.push(array);
      }
    }
  }
}

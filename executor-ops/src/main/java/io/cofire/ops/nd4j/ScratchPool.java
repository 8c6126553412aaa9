package io.cofire.ops.nd4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** Storages that live for one piece of work and are kept for the next one. */
final class ScratchPool {

  private record Kind(DataType type, int elements) {}

  private final Map<Kind, Deque<Nd4jStorage>> idle = new HashMap<>();
  private final List<Nd4jStorage> taken = new ArrayList<>();

  /** A storage, until the piece of work that is running ends. */
  Nd4jStorage take(DataType type, int elements) {
    Deque<Nd4jStorage> fitting = idle.get(new Kind(type, elements));
    Nd4jStorage storage =
        fitting == null || fitting.isEmpty() ? new Nd4jStorage(elements, type) : fitting.pop();
    taken.add(storage);
    return storage;
  }

  void within(Runnable work) {
    int before = taken.size();
    try {
      work.run();
    } finally {
      List<Nd4jStorage> ended = taken.subList(before, taken.size());
      for (Nd4jStorage storage : ended) {
        Kind kind = new Kind(storage.type(), storage.elements());
        idle.computeIfAbsent(kind, k -> new ArrayDeque<>()).push(storage);
      }
      ended.clear();
    }
  }

  void free() {
    idle.values().forEach(storages -> storages.forEach(Nd4jStorage::free));
    idle.clear();
  }
}

package io.cofire.driver.weights.torch;

import io.cofire.data.pickle.RefusedPickle;
import io.cofire.driver.weights.torch.StoredTensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The dictionary of weights of a checkpoint, which often has more: an optimizer, an epoch, the
 * arguments of a command line.
 *
 * @param key where it stands, {@code model} or {@code a.b}; empty if it is the whole file
 * @param tensors by name
 * @param others names in it that are no tensors
 */
public record StateDictionary(String key, Map<String, StoredTensor> tensors, List<String> others) {

  /** What trainers call it, the likeliest first. */
  private static final List<String> USUAL =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "module", "weights");

  /** Copies both. */
  public StateDictionary {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    others = List.copyOf(others);
  }

  static StateDictionary find(Object root, String key) {
    if (!key.isEmpty()) {
      return named(root, key);
    }
    StateDictionary whole = of("", root);
    if (!whole.tensors().isEmpty()) {
      return whole;
    }
    Map<String, StateDictionary> within = new TreeMap<>();
    for (Map.Entry<?, ?> each : map(root).entrySet()) {
      StateDictionary inner = of(String.valueOf(each.getKey()), each.getValue());
      if (!inner.tensors().isEmpty()) {
        within.put(inner.key(), inner);
      }
    }
    for (String usual : USUAL) {
      if (within.containsKey(usual)) {
        return within.get(usual);
      }
    }
    if (within.isEmpty() && map(root).isEmpty()) {
      throw new RefusedPickle("no dictionary of tensors; save what model.state_dict() gives");
    }
    if (within.size() != 1) {
      throw new RefusedPickle(
          String.format(
              Locale.ROOT,
              "%s dictionaries of tensors %s; name one with --key",
              within.isEmpty() ? "no" : "several",
              within.isEmpty() ? "among " + names(root) : within.keySet()));
    }
    return within.values().iterator().next();
  }

  private static StateDictionary named(Object root, String key) {
    Object at = root;
    for (String part : key.split("\\.", -1)) {
      Map<?, ?> here = map(at);
      if (!here.containsKey(part)) {
        throw new RefusedPickle("no dictionary " + key + " but " + names(at));
      }
      at = here.get(part);
    }
    StateDictionary found = of(key, at);
    if (found.tensors().isEmpty()) {
      throw new RefusedPickle("no tensor in " + key);
    }
    return found;
  }

  private static StateDictionary of(String key, Object value) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    map(value)
        .forEach(
            (name, each) -> {
              if (name instanceof String text && each instanceof StoredTensor tensor) {
                tensors.put(text, tensor);
              } else {
                others.add(String.valueOf(name));
              }
            });
    return new StateDictionary(key, tensors, others);
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> names(Object value) {
    return map(value).keySet().stream().map(String::valueOf).sorted().limit(20).toList();
  }

  /** All storages that an object speaks of, by key. */
  static Map<String, Storage> storages(Object root) {
    Map<String, Storage> storages = new TreeMap<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Object> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Object next = open.remove(open.size() - 1);
      if (next instanceof StoredTensor tensor) {
        storages.put(tensor.storage().key(), tensor.storage());
      } else if (next != null && seen.add(next)) {
        inside(next).stream().filter(each -> each != null).forEach(open::add);
      }
    }
    return storages;
  }

  private static Collection<?> inside(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values();
    }
    if (value instanceof Object[] tuple) {
      return Arrays.asList(tuple);
    }
    return value instanceof Collection<?> all ? all : List.of();
  }
}

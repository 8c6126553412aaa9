package io.cofire.driver.weights.torch;

import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.ops.network.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tensors of a file laid beside those of a network.
 *
 * @param form whose names the file has
 * @param rows what went where, in the network's order
 * @param missing what the network has and the file has not
 * @param reshaped what has another shape
 * @param left what the file has and the network has not
 * @param counters how many counters of batches were passed over, which norms here do not have
 */
public record Matched(
    String form,
    List<Row> rows,
    List<String> missing,
    List<String> reshaped,
    List<String> left,
    int counters) {

  private static final String COUNTER = "num_batches_tracked";
  private static final String OURS = "Cofire";

  /**
   * A tensor on its way.
   *
   * @param there its name in the file
   * @param tensor under the network's name and in its shape
   */
  public record Row(String there, NamedTensor tensor) {}

  /** Copies the lists. */
  public Matched {
    rows = List.copyOf(rows);
    missing = List.copyOf(missing);
    reshaped = List.copyOf(reshaped);
    left = List.copyOf(left);
  }

  /** Whether the whole network is in the file and nothing else. */
  public boolean isWhole() {
    return missing.isEmpty() && reshaped.isEmpty() && left.isEmpty();
  }

  /**
   * Matches by whichever names fit most.
   *
   * @param entries parameters and statistics of the network
   */
  public static Matched of(List<NamedTensor> tensors, List<Layout.Entry> entries) {
    List<String> ours = entries.stream().map(Layout.Entry::name).toList();
    Map<String, NamedTensor> found = new LinkedHashMap<>();
    tensors.forEach(each -> found.put(TorchNames.bare(each.name()), each));
    Map<String, String> best = new TreeMap<>();
    ours.forEach(name -> best.put(name, name));
    String form = OURS;
    long fits = fits(best, found);
    for (TorchNames names : TorchNames.values()) {
      Map<String, String> there = names.of(ours);
      if (fits(there, found) > fits) {
        fits = fits(there, found);
        form = names.title();
        best.clear();
        best.putAll(there);
      }
    }
    return laid(form, best, found, entries);
  }

  private static long fits(Map<String, String> names, Map<String, NamedTensor> found) {
    return names.values().stream().filter(found::containsKey).count();
  }

  private static Matched laid(
      String form,
      Map<String, String> names,
      Map<String, NamedTensor> found,
      List<Layout.Entry> entries) {
    List<Row> rows = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    for (Layout.Entry entry : entries) {
      String there = names.getOrDefault(entry.name(), entry.name());
      NamedTensor tensor = found.remove(there);
      List<Long> shape = entry.shape().sizes();
      if (tensor == null) {
        missing.add(entry.name() + " (" + there + ")");
      } else if (!isSame(tensor, shape)) {
        reshaped.add(entry.name() + " is " + tensor.shape() + " instead of " + shape);
      } else {
        rows.add(new Row(tensor.name(), new NamedTensor(entry.name(), shape, tensor.values())));
      }
    }
    int counters = found.size();
    found.keySet().removeIf(name -> name.endsWith(COUNTER));
    counters -= found.size();
    return new Matched(form, rows, missing, reshaped, List.copyOf(found.keySet()), counters);
  }

  /** A learned scalar has no axis in PyTorch, and one here. */
  private static boolean isSame(NamedTensor tensor, List<Long> shape) {
    boolean scalars = tensor.values().length == 1 && shape.equals(List.of(1L));
    return scalars || tensor.shape().equals(shape);
  }
}

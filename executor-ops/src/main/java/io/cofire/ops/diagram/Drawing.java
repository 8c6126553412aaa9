package io.cofire.ops.diagram;

import io.cofire.data.errors.Misfit;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A graph while layers draw themselves into it, in the order of the forward. */
public final class Drawing {

  private final Memory memory;
  private final Map<String, DrawnNode> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /**
   * Who hears whom.
   *
   * @param from name of a node
   * @param to name of the node that hears it
   */
  public record Edge(String from, String to) {}

  /** An empty one; parameters are read from the memory. */
  public Drawing(Memory memory) {
    this.memory = memory;
  }

  /** The nodes by name, in the order of the forward. */
  public Map<String, DrawnNode> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  /** All edges. */
  public List<Edge> edges() {
    return List.copyOf(edges);
  }

  /**
   * Adds a node.
   *
   * @param path of its layer, which names it
   * @param shape of its output
   */
  public Inflow add(String path, DrawnNode node, Inflow from, List<Integer> shape) {
    String name = path.replace('.', '_');
    nodes.put(name, node);
    from.nodes().forEach(source -> edges.add(new Edge(source, name)));
    return new Inflow(List.of(name), shape);
  }

  /** Maps in one row; what is one already stays as it is. */
  public Inflow flat(String path, Inflow from) {
    return from.areMaps()
        ? add(path + ".flat", new DrawnNode.Flat(from.shape()), from, List.of(from.size()))
        : from;
  }

  /** The values of a parameter. */
  public float[] values(Tensor parameter) {
    int size = parameter.shape().count();
    return new HostVector(memory, size).toArray(parameter);
  }

  /**
   * Says which part of a network is no node.
   *
   * @param path of the layer
   * @param what it is
   */
  public static Misfit unknown(String path, String what) {
    return new Misfit(
        String.format(
            Locale.ROOT,
            "Cannot write the network as NIR: %s is %s, for which NIR has no node",
            path,
            what));
  }
}

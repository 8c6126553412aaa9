package io.cofire.ops.tensor;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What decides the bits of an engine's results beside its inputs. Equal ones give equal bits; what
 * differs may change the last ones.
 *
 * @param engine name of the engine that computes, never {@code auto}
 * @param version of it and of the libraries that it calls
 * @param kernels which code it runs for what is no convolution
 * @param precision of its numbers
 * @param threads of one rank, by whose number sums are cut
 * @param instructions the set for which its libraries choose their code
 * @param processor model of the processor, by whose caches they choose too, or of the GPU
 * @param merging how statistics of more than two ranks are merged; empty for fewer, and in what was
 *     written when each rank merged all of them in rank order
 */
public record Arithmetic(
    String engine,
    String version,
    String kernels,
    String precision,
    int threads,
    String instructions,
    String processor,
    String merging) {

  /** What was written without the merging has none. */
  public Arithmetic {
    merging = Objects.requireNonNullElse(merging, "");
  }

  /** Of an engine, whose ranks are one or two. */
  public Arithmetic(
      String engine,
      String version,
      String kernels,
      String precision,
      int threads,
      String instructions,
      String processor) {
    this(engine, version, kernels, precision, threads, instructions, processor, "");
  }

  /** The same where so many ranks train together. */
  public Arithmetic among(int ranks) {
    String tree = ranks > 2 ? "tree" : "";
    return new Arithmetic(
        engine, version, kernels, precision, threads, instructions, processor, tree);
  }

  /** Of an engine that is nothing but Java: it does not choose. */
  static Arithmetic ofJava(String engine) {
    return new Arithmetic(engine, "", "Java", "float32", 1, "", "");
  }

  /**
   * What differs between two places, each with one or more ways to compute.
   *
   * @return a text for each difference, such as {@code threads: 2 there, 1 here}
   */
  public static List<String> differences(
      Collection<Arithmetic> there, Collection<Arithmetic> here) {
    List<String> differences = new ArrayList<>();
    for (RecordComponent component : Arithmetic.class.getRecordComponents()) {
      Set<String> then = values(component, there);
      Set<String> now = values(component, here);
      if (!then.equals(now)) {
        differences.add(
            String.format(
                Locale.ROOT,
                "%s: %s there, %s here",
                component.getName(),
                String.join(" and ", then),
                String.join(" and ", now)));
      }
    }
    return differences;
  }

  /** What differs within one place, such as {@code threads: 1 and 2}. */
  public static List<String> mixed(Collection<Arithmetic> here) {
    List<String> mixed = new ArrayList<>();
    for (RecordComponent component : Arithmetic.class.getRecordComponents()) {
      Set<String> values = values(component, here);
      if (values.size() > 1) {
        mixed.add(component.getName() + ": " + String.join(" and ", values));
      }
    }
    return mixed;
  }

  /** How much results of these may differ, as a part of a sentence. */
  public static String extent(Collection<Arithmetic> all) {
    return all.stream().map(Arithmetic::precision).distinct().count() > 1
        ? "far more than the last bits"
        : "the last bits";
  }

  private static Set<String> values(RecordComponent component, Collection<Arithmetic> of) {
    return of.stream()
        .map(one -> read(component, one))
        .map(value -> value.isEmpty() ? "unknown" : value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(RecordComponent component, Arithmetic from) {
    try {
      return String.valueOf(component.getAccessor().invoke(from));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}

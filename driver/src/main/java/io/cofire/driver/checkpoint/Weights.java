package io.cofire.driver.checkpoint;

import io.cofire.data.files.Changes;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.driver.checkpoint.Safetensors.Part;
import io.cofire.ops.network.Layout;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.TrainingState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A network's parameters and running statistics by name, such as {@code stem.conv.weight} and
 * {@code stem.norm.mean}, in a safetensors file that any library of that format reads.
 */
public final class Weights {

  private static final String FORMAT = "cofire-weights-1";
  private static final int SHOWN = 3;
  private static final Set<TensorType> ANY = EnumSet.allOf(TensorType.class);

  private final List<Part> parts;
  private final String file;

  private Weights(List<Part> parts, String file) {
    this.parts = List.copyOf(parts);
    this.file = file;
  }

  /** Those of flat vectors. */
  public static Weights of(Layout parameters, float[] values, Layout statistics, float[] running) {
    List<Part> parts = new ArrayList<>();
    StateTensors.add(parts, "", parameters, values);
    StateTensors.add(parts, "", statistics, running);
    return new Weights(parts, "memory");
  }

  /**
   * Those that were read or made otherwise.
   *
   * @param source names them in errors
   */
  public static Weights of(List<NamedTensor> tensors, String source) {
    List<Part> parts = new ArrayList<>();
    for (NamedTensor each : tensors) {
      parts.add(new Part(each.name(), each.shape(), each.values(), 0));
    }
    return new Weights(parts, source);
  }

  /**
   * Reads a file that {@link #write} wrote, or a checkpoint's, of which the optimizer is left out.
   *
   * @throws CheckpointException if it is not there or damaged
   */
  public static Weights read(Configuration hadoop, Path file) throws IOException {
    FileSystem files = FileSystems.of(hadoop, file);
    try (InputStream in = new BufferedInputStream(files.open(file))) {
      return read(in, files.getFileStatus(file).getLen(), file.toString());
    } catch (FileNotFoundException e) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot read weights %s: no such file; 'cofire export' and 'cofire import' write them",
              file),
          e);
    }
  }

  static Weights read(InputStream in, long length, String file) throws IOException {
    return new Weights(plain(Safetensors.read(in, length, file, ANY)), file);
  }

  private static List<Part> plain(List<Part> parts) {
    List<Part> plain = new ArrayList<>();
    for (Part part : parts) {
      if (!part.name().startsWith(StateTensors.OPTIMIZER)) {
        String name = part.name();
        for (String prefix : List.of(StateTensors.PARAMETERS, StateTensors.STATISTICS)) {
          name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        }
        plain.add(new Part(name, part.shape(), part.values(), part.offset()));
      }
    }
    return plain;
  }

  /** Writes them, over an older file. */
  public void write(Configuration hadoop, Path target, Map<String, String> notes)
      throws IOException {
    Map<String, String> all = new TreeMap<>(notes);
    all.put("format", FORMAT);
    Path temporary = new Path(target.getParent(), "_" + target.getName());
    FileSystem files = Storage.of(hadoop, target).files();
    try (OutputStream out = new BufferedOutputStream(Changes.create(files, temporary), 1 << 16)) {
      Safetensors.write(out, all, parts);
    }
    Changes.replace(files, target, temporary);
  }

  /** The same with others in place of those of their names. */
  public Weights with(List<NamedTensor> others) {
    Set<String> names = others.stream().map(NamedTensor::name).collect(Collectors.toSet());
    List<Part> all = new ArrayList<>(parts);
    all.removeIf(part -> names.contains(part.name()));
    all.addAll(of(others, file).parts);
    return new Weights(all, file);
  }

  /** All of them, in the order of the file. */
  public List<NamedTensor> named() {
    List<NamedTensor> named = new ArrayList<>();
    for (Part part : parts) {
      int from = part.offset();
      float[] values = Arrays.copyOfRange(part.values(), from, from + part.elements());
      named.add(new NamedTensor(part.name(), part.shape(), values));
    }
    return named;
  }

  /** How many numbers they are. */
  public long elements() {
    return parts.stream().mapToLong(Part::elements).sum();
  }

  /** How many tensors they are. */
  public int tensors() {
    return parts.size();
  }

  /**
   * The state of a training that begins with these weights.
   *
   * @throws CheckpointException if they are of another network: it names the first tensors that are
   *     missing, that the network does not have, or that have another shape
   */
  public TrainingState start(StateForm form) throws CheckpointException {
    requireSame(form);
    Map<String, float[]> optimizer = new TreeMap<>();
    float[] values = collect(form.parameters());
    form.optimizer().forEach(name -> optimizer.put(name, new float[values.length]));
    return new TrainingState(
        form.parameters(), values, form.statistics(), collect(form.statistics()), optimizer, 0);
  }

  private void requireSame(StateForm form) throws CheckpointException {
    List<String> problems = differences(form);
    if (!problems.isEmpty()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot start from %s: its tensors are not this network's: %s; initFrom needs the weights, not folded, of the same network; with training.head: new, the last layer may be of other classes",
              file,
              String.join("; ", problems)));
    }
  }

  /** In what these weights are not those of a network; nothing if they are. */
  public List<String> differences(StateForm form) {
    Map<String, Part> found = new TreeMap<>();
    parts.forEach(part -> found.put(part.name(), part));
    List<Layout.Entry> wanted = new ArrayList<>(form.parameters().entries());
    wanted.addAll(form.statistics().entries());
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    for (Layout.Entry entry : wanted) {
      Part part = found.remove(entry.name());
      if (part == null) {
        missing.add(entry.name());
      } else if (!part.shape().equals(entry.shape().sizes())) {
        reshaped.add(
            String.format(
                Locale.ROOT,
                "%s is %s instead of %s",
                entry.name(),
                part.shape(),
                entry.shape().sizes()));
      }
    }
    List<String> problems = new ArrayList<>();
    describe(problems, "missing: ", missing);
    describe(problems, "not in this network: ", List.copyOf(found.keySet()));
    describe(problems, "of another shape: ", reshaped);
    return problems;
  }

  private static void describe(List<String> problems, String kind, List<String> names) {
    if (!names.isEmpty()) {
      List<String> shown = names.subList(0, Math.min(SHOWN, names.size()));
      int more = names.size() - shown.size();
      problems.add(
          kind
              + String.join(", ", shown)
              + (more == 0 ? "" : String.format(Locale.ROOT, " and %d more", more)));
    }
  }

  private float[] collect(Layout layout) {
    Map<String, Part> named = new HashMap<>();
    parts.forEach(part -> named.put(part.name(), part));
    float[] vector = new float[layout.elements()];
    for (Layout.Entry entry : layout.entries()) {
      Part part = named.get(entry.name());
      int offset = entry.offset();
      System.arraycopy(part.values(), part.offset(), vector, offset, part.elements());
    }
    return vector;
  }
}

package io.cofire.driver.weights;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.files.FileSystems;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.NamedNetwork;
import io.cofire.driver.weights.torch.Matched;
import io.cofire.driver.weights.torch.StateDictionary;
import io.cofire.driver.weights.torch.TorchFile;
import io.cofire.driver.weights.torch.TorchNames;
import io.cofire.ops.network.Layout;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Weights of PyTorch, or of a safetensors file, as those of a network of the zoo. */
public final class WeightImport {

  private static final int SHOWN = 8;
  private static final List<String> HEADS = List.of("fc.weight", "out.weight", "head.weight");
  private static final OptimizerConfig NONE = new OptimizerConfig.Sgd(0.1, 0, 0, false);

  /**
   * What a file is taken for.
   *
   * @param network a name of the zoo
   * @param overrides {@code path=value} pairs such as {@code network.stem.kernel=1}
   * @param classes K; empty for as many as the file's last layer has
   * @param key which of a checkpoint's dictionaries; empty to look for it
   */
  public record Target(
      String network, List<String> overrides, Optional<Integer> classes, String key) {

    /** Copies the overrides. */
    public Target {
      overrides = List.copyOf(overrides);
    }
  }

  /**
   * What was read.
   *
   * @param weights under the network's names
   * @param matched what went where
   * @param key where it stood in the checkpoint, empty if it is the whole
   * @param others what stood beside the tensors and is none
   */
  public record Imported(Weights weights, Matched matched, String key, List<String> others) {

    /** Copies the names. */
    public Imported {
      others = List.copyOf(others);
    }
  }

  private record Read(List<NamedTensor> tensors, String key, List<String> others) {}

  private WeightImport() {}

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is damaged, holds more than tensors and dictionaries, or its
   *     tensors are not the network's: it lists which
   */
  public static Imported read(Configuration hadoop, Path file, Target target) throws IOException {
    NetworkConfig network = NamedNetwork.of(target.network(), target.overrides());
    Read read = tensors(hadoop, file, target.key());
    int classes = target.classes().or(() -> classes(read.tensors())).orElse(1);
    if (classes < 1) {
      throw new InvalidValue("classes", classes, "must be at least 1");
    }
    ZooNetwork paper = Zoo.find(target.network()).orElseThrow();
    StateForm form = StateForm.of(network, paper.input(), classes, NONE);
    List<Layout.Entry> entries = new ArrayList<>(form.parameters().entries());
    entries.addAll(form.statistics().entries());
    Matched matched = Matched.of(read.tensors(), entries);
    if (!matched.isWhole()) {
      throw unlike(file, target.network(), matched);
    }
    List<NamedTensor> ours = matched.rows().stream().map(Matched.Row::tensor).toList();
    return new Imported(Weights.of(ours, file.toString()), matched, read.key(), read.others());
  }

  private static Read tensors(Configuration hadoop, Path file, String key) throws IOException {
    byte[] first;
    try (InputStream in = FileSystems.of(hadoop, file).open(file)) {
      first = in.readNBytes(4);
    } catch (FileNotFoundException e) {
      throw new CheckpointException("Cannot read weights " + file + ": no such file", e);
    }
    if (!TorchFile.begins(first)) {
      return new Read(Weights.read(hadoop, file).named(), "", List.of());
    }
    try (TorchFile torch = TorchFile.open(hadoop, file)) {
      StateDictionary dictionary = torch.dictionary(key);
      return new Read(torch.tensors(dictionary), dictionary.key(), dictionary.others());
    }
  }

  /** The outputs of the last layer, whatever published code calls it. */
  private static Optional<Integer> classes(List<NamedTensor> tensors) {
    return tensors.stream()
        .filter(tensor -> HEADS.contains(TorchNames.bare(tensor.name())))
        .filter(tensor -> tensor.shape().size() == 2)
        .map(tensor -> Math.toIntExact(tensor.shape().get(0)))
        .findFirst();
  }

  private static CheckpointException unlike(Path file, String network, Matched matched) {
    if (matched.rows().isEmpty()) {
      List<String> found = new ArrayList<>();
      describe(found, "there", matched.left());
      return new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot import %s: none of its tensors is one of %s by any of the names that are known; %s; docs/weights.md lists the names, --key names another dictionary of the file",
              file,
              network,
              String.join("; ", found)));
    }
    List<String> problems = new ArrayList<>();
    describe(problems, "missing", matched.missing());
    describe(problems, "of another shape", matched.reshaped());
    describe(problems, "not in the network", matched.left());
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "Cannot import %s: its tensors are not those of %s (taken for names of %s): %d fit; %s; another network, --set network.KEY=VALUE, --classes or --key may fit",
            file,
            network,
            matched.form(),
            matched.rows().size(),
            String.join("; ", problems)));
  }

  private static void describe(List<String> problems, String kind, List<String> names) {
    if (!names.isEmpty()) {
      int more = names.size() - Math.min(SHOWN, names.size());
      problems.add(
          String.format(
              Locale.ROOT,
              "%d %s: %s%s",
              names.size(),
              kind,
              String.join(", ", names.subList(0, names.size() - more)),
              more == 0 ? "" : " and " + more + " more"));
    }
  }
}

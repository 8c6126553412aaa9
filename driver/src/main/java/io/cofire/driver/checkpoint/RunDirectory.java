package io.cofire.driver.checkpoint;

import io.cofire.data.files.FileSystems;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * Where one run keeps what it writes, on any file system that Hadoop knows.
 *
 * @param root its directory, such as {@code runs/nmnist-small-tdbn/seed-1} or {@code
 *     hdfs://host/runs/a}
 */
public record RunDirectory(String root) implements Serializable {

  static final String CHECKPOINTS = "checkpoints";

  private static final long serialVersionUID = 1L;

  /** Checks that there is a name. */
  public RunDirectory {
    if (root == null || root.isBlank()) {
      throw new IllegalArgumentException("Invalid run directory: it has no name");
    }
  }

  /** The directory of a recipe's run: {@code PARENT/NAME/seed-SEED}. */
  public static RunDirectory of(String parent, String name, long seed) {
    return new RunDirectory(parent + "/" + name + "/seed-" + seed);
  }

  /** The directory itself. */
  public Path path() {
    return FileSystems.path(root);
  }

  /** Holds one directory per checkpoint, {@code step-0000123}. */
  public Path checkpoints() {
    return new Path(path(), CHECKPOINTS);
  }

  /** Holds one file per epoch, {@code epoch-0001.jsonl}, with a JSON line per step. */
  public Path metrics() {
    return new Path(path(), "metrics");
  }

  /** Holds one event file of TensorBoard per epoch, where the recipe asks for them. */
  public Path events() {
    return new Path(path(), "tensorboard");
  }

  /** Holds one file for each recipe that the run had before it was extended. */
  public Path formerRecipes() {
    return new Path(path(), "recipes");
  }

  /** The lines of all epochs, when the run has ended. */
  public Path allMetrics() {
    return new Path(path(), "metrics.jsonl");
  }
}

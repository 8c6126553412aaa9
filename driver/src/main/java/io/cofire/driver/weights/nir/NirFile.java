package io.cofire.driver.weights.nir;

import io.cofire.data.files.Changes;
import io.cofire.data.files.Storage;
import io.cofire.ops.diagram.Drawing;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A network as a graph of the Neuromorphic Intermediate Representation, in the HDF5 layout that its
 * Python package reads (Pedersen et al. 2024): {@code version}, and under {@code node} the graph's
 * {@code type}, {@code nodes}, {@code edges} and {@code metadata}.
 *
 * @param drawing the graph
 * @param dt length of a timestep
 * @param remarks for whoever reads it
 */
public record NirFile(Drawing drawing, double dt, Map<String, String> remarks) {

  /** Of the Python package whose layout this is. */
  private static final String VERSION = "1.0.4";

  /**
   * Writes it, over an older file. The library needs a local file, from which it is copied.
   *
   * @throws io.cofire.data.errors.Misfit if NIR cannot say a part of the network; nothing is
   *     written then
   */
  public void write(Configuration hadoop, Path target) throws IOException {
    java.nio.file.Path local = Files.createTempFile("cofire-", ".nir");
    try {
      fill(local);
      Path temporary = new Path(target.getParent(), "_" + target.getName());
      FileSystem files = Storage.of(hadoop, target).files();
      try (OutputStream out = Changes.create(files, temporary)) {
        Files.copy(local, out);
      }
      Changes.replace(files, target, temporary);
    } finally {
      Files.delete(local);
    }
  }

  private void fill(java.nio.file.Path file) throws IOException {
    try (WritableHdfFile written = HdfFile.write(file)) {
      fill(written);
    } catch (HdfException e) {
      throw new IOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private void fill(WritableHdfFile written) {
    written.putDataset("version", VERSION);
    WritableGroup graph = written.putGroup("node");
    graph.putDataset("type", "NIRGraph");
    Membrane membrane = new Membrane(dt);
    WritableGroup all = graph.putGroup("nodes");
    drawing
        .nodes()
        .forEach((name, node) -> node.tell(new NirGroup(all.putGroup(name), name, membrane)));
    graph.putDataset("edges", edges(drawing.edges()));
    WritableGroup metadata = graph.putGroup("metadata");
    metadata.putDataset("dt", dt);
    remarks.forEach(metadata::putDataset);
  }

  private static String[][] edges(List<Drawing.Edge> edges) {
    return edges.stream()
        .map(edge -> new String[] {edge.from(), edge.to()})
        .toArray(String[][]::new);
  }
}

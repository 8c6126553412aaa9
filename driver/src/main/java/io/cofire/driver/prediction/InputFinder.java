package io.cofire.driver.prediction;

import io.cofire.data.errors.Misfit;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.HadoopFileTree;
import io.cofire.data.files.Storage;
import io.cofire.data.imagefiles.PictureFiles;
import io.cofire.data.recordings.Recordings;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.recipe.Inputs;
import io.cofire.ops.network.InputShape;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds what is to be predicted. A file that is named is taken whatever it is called; of a folder,
 * at any depth, what is called like a recording or a picture.
 */
final class InputFinder {

  private final Configuration hadoop;
  private final TrainedRun run;
  private final boolean images;
  private final Set<String> endings = Recordings.endings();

  InputFinder(Configuration hadoop, TrainedRun run) {
    this.hadoop = hadoop;
    this.run = run;
    this.images = run.data().contents() instanceof Contents.Images;
  }

  /**
   * Finds the inputs.
   *
   * @param inputs files, folders, prepared sets, their shards, or patterns of such
   * @throws PredictionException if there is no such file, or a folder has none of them
   */
  List<InputUnit> find(List<String> inputs) throws IOException {
    List<InputUnit> units = new ArrayList<>();
    for (String input : inputs) {
      for (FileStatus status : statuses(input)) {
        add(status, units);
      }
    }
    return units;
  }

  private FileStatus[] statuses(String input) throws IOException {
    Path path = FileSystems.path(input);
    FileSystem files = Storage.of(hadoop, path).files();
    try {
      return new FileStatus[] {files.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      FileStatus[] found = files.globStatus(path);
      if (found == null || found.length == 0) {
        throw new PredictionException(
            String.format(
                Locale.ROOT,
                "Cannot predict %s: there is no such file or folder; check the path",
                input));
      }
      return found;
    }
  }

  private void add(FileStatus status, List<InputUnit> units) throws IOException {
    Path path = status.getPath();
    FileSystem files = Storage.of(hadoop, path).files();
    if (status.isDirectory()) {
      if (files.exists(new Path(path, Manifest.FILE))) {
        addShards(path, "", units);
      } else {
        addFolder(path, units);
      }
    } else if (path.getName().endsWith(".parquet")
        && files.exists(new Path(path.getParent(), Manifest.FILE))) {
      addShards(path.getParent(), path.getName(), units);
    } else {
      units.add(InputUnit.file(path.toString(), status.getLen()));
    }
  }

  private void addFolder(Path folder, List<InputUnit> units) throws IOException {
    HadoopFileTree tree = new HadoopFileTree(hadoop, folder.toString());
    List<FileTree.Entry> inside = tree.files();
    int before = units.size();
    for (FileTree.Entry file : inside) {
      if (isMeant(file.path())) {
        units.add(InputUnit.file(tree.path(file.path()).toString(), file.bytes()));
      }
    }
    if (units.size() == before) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "Cannot predict %s: no file of %d in it is called like %s; name files themselves if they are some",
              folder,
              inside.size(),
              images ? "a picture" : "a recording (*." + String.join(", *.", endings) + ")"));
    }
  }

  private boolean isMeant(String path) {
    boolean hidden = path.matches("(?:.*/)?[._].*");
    return !hidden && (images ? PictureFiles.isPicture(path) : Recordings.isNamedLikeOne(path));
  }

  /** Of one shard, or of all splits where none is named. */
  private void addShards(Path set, String named, List<InputUnit> units) {
    Manifest manifest = ShardSet.open(hadoop, set).manifest();
    requireFit(set, manifest);
    int before = units.size();
    for (SplitInfo split : manifest.splits()) {
      int first = 0;
      for (ShardInfo shard : split.shards()) {
        if (named.isEmpty() || named.equals(shard.file())) {
          String path = new Path(set, shard.file()).toString();
          units.add(new InputUnit(path, shard.bytes(), shard.samples(), split.name(), first));
        }
        first += shard.samples();
      }
    }
    if (units.size() == before) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "Cannot predict %s: the manifest beside it does not name it",
              new Path(set, named)));
    }
  }

  private void requireFit(Path set, Manifest manifest) {
    String trained = run.data().contents().word();
    String found = manifest.contents().word();
    InputShape expected = run.input();
    if (!found.equals(trained) || !Inputs.scored(run.recipe().data(), manifest).equals(expected)) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot predict %s: it holds %s that are not like those that the run was trained on (expected %s that give [%d,%d,%d])",
              set,
              found,
              trained,
              expected.channels(),
              expected.height(),
              expected.width()));
    }
  }
}

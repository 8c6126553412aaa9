package io.cofire.data.imagefiles;

import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.datasets.Splitting;
import io.cofire.data.errors.Misfit;
import io.cofire.data.files.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Images in the splits that their user chose, whatever their layout says. */
final class ImageDivision {

  private ImageDivision() {}

  /**
   * Divides files.
   *
   * @param dataset name of the layout, for messages
   * @param chosen text of a splitting, where the options have no list
   */
  static List<ImageSplit> files(
      String dataset, FileTree tree, List<ImageFile> files, LayoutOptions options, String chosen) {
    List<LabelledEntry> all =
        files.stream()
            .map(file -> LabelledEntry.whole(file.path(), file.bytes(), file.label()))
            .toList();
    List<ImageSplit> splits = new ArrayList<>();
    for (SplitEntries split : Splitting.divide(dataset, tree.root(), all, options, chosen)) {
      splits.add(ofFiles(split.name(), split.recordings().stream().map(ImageFile::of).toList()));
    }
    return splits;
  }

  static ImageSplit ofFiles(String name, List<ImageFile> files) {
    return new ImageSplit(name, List.of(new ImageSource.Files(files)));
  }

  /**
   * Splits that are official, or as {@link LayoutOptions#isOwn} asks for: all as one, or listed.
   *
   * @throws Misfit if what lies in archives is listed
   */
  static List<ImageSplit> asAsked(
      String dataset, FileTree tree, List<ImageSplit> official, LayoutOptions options) {
    if (!options.isOwn()) {
      return official;
    }
    List<ImageSource> sources =
        official.stream().flatMap(split -> split.sources().stream()).toList();
    if (options.list().isEmpty()) {
      return List.of(new ImageSplit(options.onlySplit().orElseThrow(), sources));
    }
    List<ImageFile> files = new ArrayList<>();
    for (ImageSource source : sources) {
      if (!(source instanceof ImageSource.Files some)) {
        throw new Misfit(
            String.format(
                Locale.ROOT,
                "Cannot index data set %s in %s: %s lists files, and its images lie in archives; unpack them, or leave --split-file out",
                dataset,
                tree.root(),
                options.list().get().name()));
      }
      files.addAll(some.files());
    }
    return files(dataset, tree, files, options, "");
  }
}

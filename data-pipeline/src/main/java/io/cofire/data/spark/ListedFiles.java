package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.imagefiles.ImageFile;
import io.cofire.data.imagefiles.ImageIndex;
import io.cofire.data.imagefiles.ImageSource;
import io.cofire.data.imagefiles.ImageSplit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files whose labels and splits somebody else has listed, in place of a layout that finds them: the
 * rows of a table. A file may be listed more than once.
 *
 * @param sensor of all recordings; empty for images
 * @param classes names of the classes
 * @param splits the files by path below the input, in their order
 */
public record ListedFiles(
    Optional<SensorGeometry> sensor, List<String> classes, List<SplitEntries> splits) {

  /** The layout that recordings are read by which no data set has. */
  public static final String RECORDINGS = "folder";

  /** The layout of images that no data set has. */
  public static final String IMAGES = "image-folder";

  /** Copies the lists. */
  public ListedFiles {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
  }

  PreparePlan plan(FileTree tree, PrepareConfig config) throws IOException {
    if (sensor.isEmpty()) {
      return ImagePlan.of(images(), tree, config, List.of());
    }
    return EventPlan.of(
        DatasetLayouts.named(RECORDINGS),
        new DatasetIndex(RECORDINGS, sensor.get(), classes, splits),
        config,
        List.of());
  }

  private ImageIndex images() {
    return new ImageIndex(
        IMAGES,
        Optional.empty(),
        classes,
        splits.stream().map(ListedFiles::images).toList(),
        Optional.empty());
  }

  private static ImageSplit images(SplitEntries split) {
    List<ImageFile> files = split.recordings().stream().map(ListedFiles::image).toList();
    return new ImageSplit(split.name(), List.of(new ImageSource.Files(files)));
  }

  private static ImageFile image(LabelledEntry entry) {
    return new ImageFile(entry.path(), entry.bytes(), entry.label());
  }
}

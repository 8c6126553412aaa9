package io.cofire.data.simulate;

import io.cofire.data.files.FileTree;
import io.cofire.data.files.LocalFileTree;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.ReadTree;
import io.cofire.data.imagefiles.ImageException;
import io.cofire.data.imagefiles.ImageIndex;
import io.cofire.data.imagefiles.ImageLayout;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.imagefiles.ImageSource;
import io.cofire.data.imagefiles.ImageSplit;
import io.cofire.data.imagefiles.SingleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images that are to move before the camera, in a fixed order.
 *
 * @param tree where they are
 * @param index what is there
 * @param splits those whose images are meant, one after the other
 * @param passedOver what lies in the folder and is not taken
 */
public record StillImages(
    FileTree tree, ImageIndex index, List<ImageSplit> splits, List<PassedOver> passedOver) {

  /** Copies the lists. */
  public StillImages {
    splits = List.copyOf(splits);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Finds images in whatever a preparation takes, or in one file of MNIST's IDX or CIFAR's binary
   * format. What has no split of its own stays whole.
   *
   * @param images the folder or file
   * @param labels labels of an IDX file; by default the file beside it that is named like it
   * @param layout how a folder is laid out; by default what it looks like
   * @throws ImageException if they are missing or of another kind
   * @throws io.cofire.data.datasets.DatasetException if the folder has not that layout
   * @throws IOException if the storage fails
   */
  public static StillImages open(Path images, Optional<Path> labels, Optional<ImageLayout> layout)
      throws IOException {
    if (Files.isDirectory(images)) {
      ReadTree tree = new ReadTree(new LocalFileTree(images));
      ImageLayout chosen = layout.isPresent() ? layout.get() : ImageLayouts.of(tree);
      return of(tree, chosen);
    }
    if (!Files.isRegularFile(images)) {
      throw new ImageException(images, "no such file; check the path");
    }
    FileTree tree = new LocalFileTree(Path.of(""));
    FileTree.Entry file = new FileTree.Entry(images.toString(), Files.size(images));
    ImageIndex index = SingleFile.index(tree, file, labels.map(Path::toString));
    return new StillImages(tree, index, index.splits(), List.of());
  }

  private static StillImages of(ReadTree tree, ImageLayout layout) throws IOException {
    ImageIndex index = layout.undivided(tree);
    List<PassedOver> left =
        tree.leftOver(
            index.splits().stream()
                .flatMap(split -> split.sources().stream())
                .flatMap(ImageSource::taken));
    return new StillImages(tree.tree(), index, index.splits(), left);
  }

  /** Whether they lie in splits. */
  public boolean isDivided() {
    return index.splits().size() > 1;
  }

  /** Those of a split; all where they are not divided. */
  public StillImages part(String split) {
    return isDivided()
        ? new StillImages(
            tree,
            index,
            splits.stream().filter(one -> one.name().equals(split)).toList(),
            passedOver)
        : this;
  }

  /** How many of them are taken; 0 where they are counted only when they are read. */
  int count(int most) {
    long sum = 0;
    for (ImageSource source : sources()) {
      if (source.images().isEmpty()) {
        return 0;
      }
      sum += source.images().getAsLong();
    }
    return (int) Math.min(most, sum);
  }

  List<ImageSource> sources() {
    return splits.stream().flatMap(split -> split.sources().stream()).toList();
  }
}

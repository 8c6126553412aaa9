package io.cofire.data.imagefiles;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a data set of images holds, before any image is read.
 *
 * @param dataset name of the layout
 * @param raw sizes of the images where they are pixels; empty where they are files
 * @param classes names of the classes; a label is an index into them
 * @param splits its splits
 * @param published what must be in it; empty where anything may
 * @param missing what its own lists name in vain
 */
public record ImageIndex(
    String dataset,
    Optional<PixelShape> raw,
    List<String> classes,
    List<ImageSplit> splits,
    Optional<PublishedCounts> published,
    List<PassedOver> missing) {

  /** Copies the lists. */
  public ImageIndex {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
    missing = List.copyOf(missing);
  }

  /** Of which all is there. */
  public ImageIndex(
      String dataset,
      Optional<PixelShape> raw,
      List<String> classes,
      List<ImageSplit> splits,
      Optional<PublishedCounts> published) {
    this(dataset, raw, classes, splits, published, List.of());
  }

  /** Images of all splits; empty where they are counted only when they are read. */
  public OptionalLong images() {
    long sum = 0;
    for (ImageSplit split : splits) {
      OptionalLong images = split.images();
      if (images.isEmpty()) {
        return published.map(counts -> OptionalLong.of(counts.all())).orElse(images);
      }
      sum += images.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  /**
   * The same, once its classes and the images that are known by now are those published.
   *
   * @param options where the images are divided otherwise, only all of them are compared
   */
  ImageIndex checked(FileTree tree, LayoutOptions options) {
    published.ifPresent(
        counts -> {
          counts.requireClasses(tree.root(), dataset, classes.size());
          long known = 0;
          for (ImageSplit split : splits) {
            if (split.images().isEmpty()) {
              return;
            }
            if (!options.isDivided()) {
              counts.requireImages(tree.root(), dataset, split.name(), split.images().getAsLong());
            }
            known += split.images().getAsLong();
          }
          counts.requireAll(tree.root(), dataset, known);
        });
    return this;
  }
}

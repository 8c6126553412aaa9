package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import java.io.IOException;
import java.util.List;

/** How one data set of images lies on disk. Stateless. */
public interface ImageLayout {

  /** Name on the command line, such as {@code cifar10}. */
  String name();

  /**
   * Finds the images.
   *
   * @param tree the data set's folder
   * @param options what the layout leaves to its user
   * @return where the images are, in an order that depends on their paths alone
   * @throws DatasetException if the folder does not hold this data set
   * @throws io.cofire.data.errors.Misfit if an option does not fit it
   * @throws IOException if the storage fails
   */
  ImageIndex index(FileTree tree, LayoutOptions options) throws IOException;

  /**
   * Finds the images, however many there are, without dividing what has no split of its own: that
   * is one split.
   *
   * @throws DatasetException if the folder does not hold this data set
   * @throws IOException if the storage fails
   */
  default ImageIndex undivided(FileTree tree) throws IOException {
    return index(tree, LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY));
  }

  /** Whether a folder looks like this data set, by the paths of its files alone. */
  boolean fits(List<FileTree.Entry> files);
}

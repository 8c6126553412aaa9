package io.cofire.data.imagefiles;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.FileTree;
import java.io.IOException;

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
   * @throws DatasetException if the folder does not hold this data set, or an option does not fit
   * @throws IOException if the storage fails
   */
  ImageIndex index(FileTree tree, LayoutOptions options) throws IOException;
}

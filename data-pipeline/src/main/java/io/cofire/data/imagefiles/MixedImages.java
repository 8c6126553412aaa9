package io.cofire.data.imagefiles;

import io.cofire.data.files.FileTree;
import io.cofire.data.random.Key;
import io.cofire.data.random.Permuted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set whose images of each split are in a random order, so that each shard has some of every
 * class. Files of pixels, which are read from their beginnings, keep the order in which they were
 * published.
 */
public final class MixedImages {

  private MixedImages() {}

  /**
   * The same images in another order.
   *
   * @param key decides it
   * @throws io.cofire.data.datasets.DatasetException if a tar is damaged
   */
  public static ImageIndex of(ImageIndex index, FileTree tree, Key key) throws IOException {
    List<ImageSplit> splits = new ArrayList<>();
    for (ImageSplit split : index.splits()) {
      splits.add(mixed(split, tree, key.child(split.name())));
    }
    return new ImageIndex(index.dataset(), index.raw(), index.classes(), splits, index.published());
  }

  private static ImageSplit mixed(ImageSplit split, FileTree tree, Key key) throws IOException {
    List<ImageFile> files = new ArrayList<>();
    List<TarMember> members = new ArrayList<>();
    List<ImageSource> sources = new ArrayList<>();
    for (ImageSource source : split.sources()) {
      if (source instanceof ImageSource.Files some) {
        files.addAll(some.files());
      } else if (source instanceof ImageSource.Tar tar) {
        members.addAll(TarListing.of(tree, tar));
      } else {
        sources.add(source);
      }
    }
    if (!files.isEmpty()) {
      sources.add(new ImageSource.Files(Permuted.of(files, key)));
    }
    if (!members.isEmpty()) {
      sources.add(new ImageSource.Members(Permuted.of(members, key)));
    }
    return new ImageSplit(split.name(), sources);
  }
}

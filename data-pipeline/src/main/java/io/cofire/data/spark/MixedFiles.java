package io.cofire.data.spark;

import io.cofire.data.datasets.DatasetIndex;
import io.cofire.data.datasets.LabelledEntry;
import io.cofire.data.datasets.SplitEntries;
import io.cofire.data.random.Key;
import io.cofire.data.random.Permuted;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set whose recordings of each split are in a random order, so that each shard has some of
 * every class. Parts of one file stay together: a file is read once.
 */
final class MixedFiles {

  private MixedFiles() {}

  /** The same recordings in the order that a key decides. */
  static DatasetIndex of(DatasetIndex index, Key key) {
    List<SplitEntries> splits = new ArrayList<>();
    for (SplitEntries split : index.splits()) {
      List<List<LabelledEntry>> files =
          Permuted.of(FileGroup.files(split.recordings()), key.child(split.name()));
      splits.add(new SplitEntries(split.name(), files.stream().flatMap(List::stream).toList()));
    }
    return new DatasetIndex(index.dataset(), index.sensor(), index.classes(), splits);
  }
}

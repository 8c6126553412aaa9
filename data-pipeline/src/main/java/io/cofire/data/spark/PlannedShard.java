package io.cofire.data.spark;

import io.cofire.data.datasets.LabelledEntry;
import java.util.List;

/**
 * One shard to be made: a run of a split's recordings.
 *
 * @param file name of the shard
 * @param recordings what goes into it, in order
 */
record PlannedShard(String file, List<LabelledEntry> recordings) {

  PlannedShard {
    recordings = List.copyOf(recordings);
  }
}

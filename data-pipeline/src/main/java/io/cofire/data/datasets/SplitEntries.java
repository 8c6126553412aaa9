package io.cofire.data.datasets;

import java.util.List;

/**
 * The recordings of one split in their fixed order.
 *
 * @param name such as {@code train}
 * @param recordings its recordings
 */
public record SplitEntries(String name, List<LabelledEntry> recordings) {

  /** Copies the list. */
  public SplitEntries {
    recordings = List.copyOf(recordings);
  }
}

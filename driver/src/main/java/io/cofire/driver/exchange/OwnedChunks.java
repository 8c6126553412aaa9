package io.cofire.driver.exchange;

/**
 * How a vector of {@code total} values is shared out: each host owns, and adds up, a part in
 * proportion to its ranks, in chunks that travel as one message each.
 *
 * @param total length of the vector
 * @param placement ranks and hosts
 */
record OwnedChunks(int total, Placement placement) {

  /** Where the part of a host begins; that of host H is the end. */
  int begin(int host) {
    return (int) ((long) total * placement.first(host) / placement.ranks());
  }

  /** Values of a host's part. */
  int length(int host) {
    return begin(host + 1) - begin(host);
  }

  /** Chunks of a host's part. */
  int chunks(int host) {
    return (int) ((length(host) + Frame.MAX_VALUES - 1L) / Frame.MAX_VALUES);
  }

  /** Where a chunk begins. */
  int begin(int host, int chunk) {
    return begin(host) + chunk * Frame.MAX_VALUES;
  }

  /** Values of a chunk. */
  int length(int host, int chunk) {
    return Math.min(Frame.MAX_VALUES, begin(host + 1) - begin(host, chunk));
  }

  /**
   * The chunk that begins at an offset and has so many values.
   *
   * @return -1 if there is none
   */
  int chunkAt(int host, int offset, int values) {
    int behind = offset - begin(host);
    int chunk = behind / Frame.MAX_VALUES;
    boolean whole =
        behind >= 0
            && behind % Frame.MAX_VALUES == 0
            && chunk < chunks(host)
            && values == length(host, chunk);
    return whole ? chunk : -1;
  }
}

package io.cofire.data.batches;

/**
 * How many samples each rank takes of each part of each step of an epoch. Rank r of W takes
 * elements [r*n/W, (r+1)*n/W) of n, rounded down, and where n is less than a whole part rounded up:
 * so the first ranks have the larger shares there, and rank 0 is never without one.
 *
 * @param samples size of the split
 * @param batch samples of a whole step over all ranks
 * @param part samples of a whole part of one over all ranks; the batch where it is one
 * @param ranks W
 * @param rest samples of the smaller batch at the end; 0 without one
 */
record Shares(int samples, int batch, int part, int ranks, int rest) {

  /** Steps of an epoch. */
  int steps() {
    return samples / batch + (rest > 0 ? 1 : 0);
  }

  /** Samples of a step over all ranks. */
  int of(int step) {
    return step < samples / batch ? batch : rest;
  }

  /** Parts of a step; a smaller one has as many whole ones as it fills, and a smaller one. */
  int parts(int step) {
    return (of(step) + part - 1) / part;
  }

  /** Samples of a part of a step over all ranks. */
  int of(int step, int index) {
    return Math.min(part, of(step) - index * part);
  }

  /** Place in the epoch's order where a rank's share of a part begins, and the one before ends. */
  int first(int step, int index, int rank) {
    return step * batch + index * part + share(rank, of(step, index));
  }

  /** Samples of a rank in so many. */
  int ofRank(int rank, int size) {
    return share(rank + 1, size) - share(rank, size);
  }

  /** Samples of a rank in a whole epoch. */
  int ofRank(int rank) {
    return before(rank, steps(), 0);
  }

  /** Samples of a rank in an epoch before a part of a step. */
  int before(int rank, int step, int index) {
    int taken = Math.min(step * batch + index * part, samples / batch * batch + rest);
    return taken / part * ofRank(rank, part) + ofRank(rank, taken % part);
  }

  private int share(int rank, int size) {
    long up = size == part ? 0 : ranks - 1L; // a smaller one is rounded up
    return (int) (((long) rank * size + up) / ranks);
  }
}

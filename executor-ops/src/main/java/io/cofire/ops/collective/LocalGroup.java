package io.cofire.ops.collective;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Locale;

/**
 * The ranks of one process: each is a thread with its own {@link Collective}, and all meet in
 * memory.
 *
 * <p>Every call is one meeting (a sum is two): a rank posts what it brings and waits until all have
 * posted. Posts alternate between two places, because a rank may post for the next call while
 * another still reads this one's, but no rank can be two calls ahead.
 */
public final class LocalGroup {

  private final Meeting meeting;

  private LocalGroup(Meeting meeting) {
    this.meeting = meeting;
  }

  /**
   * A group of ranks.
   *
   * @param ranks W, at least 1
   * @param deadline how long a rank waits in one call for the others
   * @throws IllegalArgumentException if there is no rank or the deadline is not positive
   */
  public static LocalGroup of(int ranks, Duration deadline) {
    if (ranks < 1) {
      throw new IllegalArgumentException(
          "Invalid number of ranks: " + ranks + " (must be at least 1)");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("Invalid deadline: " + deadline + " (must be positive)");
    }
    return new LocalGroup(new Meeting(ranks, deadline));
  }

  /**
   * One rank's handle; for one thread.
   *
   * @param rank 0 to W - 1
   */
  public Collective collective(int rank) {
    if (rank < 0 || rank >= meeting.ranks()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid rank: %d (must be in 0..%d)", rank, meeting.ranks() - 1));
    }
    return new Member(meeting, rank);
  }

  private static final class Member implements Collective {
    private final Meeting meeting;
    private final int rank;
    private long call;

    Member(Meeting meeting, int rank) {
      this.meeting = meeting;
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return meeting.ranks();
    }

    @Override
    public float[][] gather(String name, float[] mine) {
      Post post = new Post("gather", name, mine.length, mine.clone(), null);
      Post[] posts = meeting.meet(rank, ++call, post);
      float[][] all = new float[posts.length][];
      for (int r = 0; r < posts.length; r++) {
        all[r] = posts[r].values();
      }
      return all;
    }

    @Override
    public void sum(String name, FloatBuffer values) {
      Post post = new Post("sum", name, values.remaining(), null, values.slice());
      OrderedSum.addPart(meeting.meet(rank, ++call, post), rank);
      meeting.meet(rank, ++call, new Post("end of sum", name, 0, null, null));
    }

    @Override
    public void barrier(String name) {
      meeting.meet(rank, ++call, new Post("barrier", name, 0, null, null));
    }

    @Override
    public void abort(Throwable cause) {
      meeting.fail("rank " + rank + " failed: " + cause, cause);
    }

    @Override
    public void close() {
      meeting.leave(rank);
    }
  }
}

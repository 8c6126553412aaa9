package io.cofire.ops.collective;

import java.nio.FloatBuffer;

/**
 * A sum in rank order, shared out: each rank adds one part of the vector and writes it into every
 * rank's buffer.
 */
final class OrderedSum {

  private static final int BLOCK = 1024; // floats: 4 KB, which stays in the innermost cache

  private OrderedSum() {}

  static void addPart(Post[] posts, int rank) {
    long size = posts[0].size();
    int start = (int) (size * rank / posts.length);
    int end = (int) (size * (rank + 1) / posts.length);
    float[] sum = new float[BLOCK];
    float[] term = new float[BLOCK];
    for (int from = start; from < end; from += BLOCK) {
      int length = Math.min(BLOCK, end - from);
      posts[0].buffer().get(from, sum, 0, length);
      for (int r = 1; r < posts.length; r++) {
        posts[r].buffer().get(from, term, 0, length);
        for (int i = 0; i < length; i++) {
          sum[i] += term[i];
        }
      }
      for (Post post : posts) {
        FloatBuffer target = post.buffer();
        target.put(from, sum, 0, length);
      }
    }
  }
}

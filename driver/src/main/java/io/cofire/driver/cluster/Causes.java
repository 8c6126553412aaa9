package io.cofire.driver.cluster;

/** Names what is at the bottom of an exception. */
final class Causes {

  private static final int MAX_DEPTH = 20; // against cycles

  private Causes() {}

  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    return root;
  }

  /** The exception and, where it says something else, its root cause. */
  static String describe(Throwable thrown) {
    Throwable root = root(thrown);
    String first = thrown.toString();
    return root == thrown || first.contains(String.valueOf(root.getMessage()))
        ? first
        : first + " (root cause: " + root + ")";
  }
}

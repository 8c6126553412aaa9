package io.cofire.data.errors;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An exception and what caused it: the only walk along a chain of causes. */
public final class Causes {

  private static final int MOST = 20; // against circles

  private Causes() {}

  /** The exception, its cause, that one's cause and so on. */
  public static List<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MOST).toList();
  }

  /** What is at the bottom of it; the exception itself if it has no cause. */
  public static Throwable root(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return chain.get(chain.size() - 1);
  }

  /** The exception and, where it says something else, its root cause. */
  public static String describe(Throwable thrown) {
    Throwable root = root(thrown);
    String first = withoutTrace(thrown.toString());
    boolean said =
        root == thrown || first.contains(withoutTrace(String.valueOf(root.getMessage())));
    return said ? first : first + " (root cause: " + withoutTrace(root.toString()) + ")";
  }

  /** Hadoop's servers send their stack traces as part of the message. */
  private static String withoutTrace(String message) {
    return message
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .collect(Collectors.joining("\n"));
  }
}

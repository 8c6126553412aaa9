package io.cofire.data.errors;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
    String first = withoutTrace(named(thrown));
    boolean said =
        root == thrown || first.contains(withoutTrace(String.valueOf(root.getMessage())));
    return said ? first : first + " (root cause: " + withoutTrace(named(root)) + ")";
  }

  /** Ours are sentences by themselves; of others the type says half of what they mean. */
  private static String named(Throwable thrown) {
    return thrown instanceof Diagnosed ? said(thrown) : thrown.toString();
  }

  /** What an exception says, with the word that Java leaves to the type of some. */
  public static String said(Throwable thrown) {
    if (thrown instanceof FileSystemException refused && refused.getReason() == null) {
      return refused.getFile() + ": " + word(refused);
    }
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  private static String word(FileSystemException refused) {
    if (refused instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (refused instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (refused instanceof FileAlreadyExistsException) {
      return "there is a file of this name";
    }
    return refused.getClass().getSimpleName();
  }

  /** Hadoop's servers send their stack traces as part of the message. */
  private static String withoutTrace(String message) {
    return message
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .collect(Collectors.joining("\n"));
  }
}

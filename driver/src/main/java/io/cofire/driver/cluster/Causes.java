package io.cofire.driver.cluster;

import io.cofire.data.shards.ShardException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointWriteException;
import io.cofire.driver.recipe.RecipeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.stream.Collectors;

/** Names what is at the bottom of a failure, and says whether trying again could help. */
public final class Causes {

  private static final int MAX_DEPTH = 20; // against cycles
  private static final String PERMANENT = "; another attempt would fail alike";

  private Causes() {}

  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < MAX_DEPTH; depth++) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The exception and, where it says something else, its root cause; ends with a fixed phrase if
   * another attempt would fail alike.
   */
  public static String describe(Throwable thrown) {
    Throwable root = root(thrown);
    String first = withoutTrace(thrown.toString());
    String all =
        root == thrown || first.contains(withoutTrace(String.valueOf(root.getMessage())))
            ? first
            : first + " (root cause: " + withoutTrace(root.toString()) + ")";
    return isPermanent(thrown) && !isPermanent(all) ? all + PERMANENT : all;
  }

  /** Hadoop's servers send their stack traces as part of the message. */
  private static String withoutTrace(String message) {
    return message
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .collect(Collectors.joining("\n"));
  }

  /** Whether a description comes from a failure that another attempt would meet again. */
  public static boolean isPermanent(String description) {
    return description.contains(PERMANENT);
  }

  /**
   * Wrong recipes, damaged data and losses that are not finite do not get better, but what a file
   * system could not read may be read later. A last checkpoint that could not be written has been
   * tried for a whole deadline; training again what it held would end at the same storage.
   */
  private static boolean isPermanent(Throwable thrown) {
    boolean permanent = false;
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      if (cause instanceof CheckpointWriteException) {
        return true;
      }
      if (isOfStorage(cause)) {
        return false;
      }
      permanent |=
          cause instanceof IllegalArgumentException
              || cause instanceof ArithmeticException
              || cause instanceof ShardException
              || cause instanceof CheckpointException
              || cause instanceof RecipeException;
      cause = cause.getCause();
    }
    return permanent;
  }

  private static boolean isOfStorage(Throwable cause) {
    return cause instanceof IOException
        && !(cause instanceof CheckpointException)
        && !(cause instanceof FileNotFoundException);
  }
}

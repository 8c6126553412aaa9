package io.cofire.driver.cli;

import io.cofire.data.batches.LoadingException;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.imagefiles.ImageException;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.shards.ShardException;
import io.cofire.data.spark.PrepareException;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.recipe.RecipeException;
import io.cofire.driver.run.TrainingException;
import io.cofire.ops.rank.DivergenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An exception as its user should see it.
 *
 * @param kind whose turn it is
 * @param message one line or a few, without a stack trace
 */
record Failure(Kind kind, String message) {

  private static final int MAX_DEPTH = 20; // against cycles

  /** Whose turn it is, which the exit code says. */
  enum Kind {
    INTERNAL(1),
    USAGE(2),
    DATA(3),
    CLUSTER(4),
    DIVERGED(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private static final List<Class<? extends Exception>> USAGE =
      List.of(RecipeException.class, UsageException.class);

  private static final List<Class<? extends Exception>> DIVERGED =
      List.of(DivergenceException.class);

  private static final List<Class<? extends Exception>> DATA =
      List.of(
          ShardException.class,
          CheckpointException.class,
          DatasetException.class,
          RecordingException.class,
          ImageException.class,
          LoadingException.class,
          PrepareException.class);

  /** What to say of an exception. */
  static Failure of(Throwable thrown) {
    Kind kind = kind(thrown);
    String message = thrown.getMessage();
    return switch (kind) {
      case INTERNAL -> new Failure(kind, "Internal error: " + thrown);
      default -> new Failure(kind, message == null ? thrown.toString() : message);
    };
  }

  private static Kind kind(Throwable thrown) {
    if (mentions(thrown, USAGE)) {
      return Kind.USAGE;
    }
    if (mentions(thrown, DATA)) {
      return Kind.DATA;
    }
    if (mentions(thrown, DIVERGED)) {
      return Kind.DIVERGED;
    }
    boolean outside = thrown instanceof TrainingException || thrown instanceof IOException;
    return outside || fromSpark(thrown) ? Kind.CLUSTER : Kind.INTERNAL;
  }

  /** Whether a cause is of one of the types; what failed on an executor comes as text alone. */
  private static boolean mentions(Throwable thrown, List<Class<? extends Exception>> types) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      String text = String.valueOf(cause.getMessage());
      for (Class<?> type : types) {
        if (type.isInstance(cause) || text.contains(type.getName())) {
          return true;
        }
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean fromSpark(Throwable thrown) {
    return thrown.getClass().getName().startsWith("org.apache.spark.");
  }

  /** Keeps the stack trace of what is not the user's own mistake, and says where. */
  Optional<Path> log(Throwable thrown) {
    if (kind == Kind.USAGE || kind == Kind.DATA || kind == Kind.DIVERGED) {
      return Optional.empty();
    }
    try {
      Path file = Files.createTempFile("cofire-", ".log");
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        thrown.printStackTrace(out);
      }
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty(); // the message itself has been printed
    }
  }
}

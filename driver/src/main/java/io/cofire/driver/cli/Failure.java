package io.cofire.driver.cli;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Exhaustion;
import io.cofire.data.errors.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/**
 * An exception as its user should see it.
 *
 * @param fault whose turn it is
 * @param message one line or a few, without a stack trace
 */
record Failure(Fault fault, String message) {

  /** What to say of an exception. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError || thrown instanceof StackOverflowError) {
      VirtualMachineError error = (VirtualMachineError) thrown;
      return new Failure(Fault.OURS, "Cannot go on: " + Exhaustion.describe(error));
    }
    boolean sparks = thrown instanceof SparkThrowable;
    Fault fault = Diagnosis.of(thrown, sparks ? Diagnosis.STORAGE : Diagnosis.OURS).fault();
    if (fault == Fault.OURS) {
      return new Failure(fault, "Internal error: " + thrown);
    }
    String what = thrown instanceof FileSystemException ? "Cannot read or write " : "";
    return new Failure(fault, what + Causes.said(thrown));
  }

  /** The exit code of a command that ends with this fault. */
  static int code(Fault fault) {
    return switch (fault) {
      case OURS -> 1;
      case USAGE -> 2;
      case DATA -> 3;
      case STORAGE -> 4;
      case DIVERGENCE -> 5;
    };
  }

  /** Keeps the stack trace of what is neither the user's mistake nor the data's, and says where. */
  Optional<Path> log(Throwable thrown) {
    if (fault != Fault.OURS && fault != Fault.STORAGE) {
      return Optional.empty();
    }
    try {
      Path file = Files.createTempFile("cofire-", ".log");
      try (PrintWriter out =
          LegibleWriter.of(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        thrown.printStackTrace(out);
      }
      return Optional.of(file);
    } catch (IOException e) {
      return Optional.empty(); // the message itself has been printed
    }
  }
}

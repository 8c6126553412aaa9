package io.cofire.data.natives;

import io.cofire.data.errors.Causes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Loads native libraries. The first failure is kept: Java says of a second use only that it could
 * not initialize a class, and ranks are threads that all use the same library at once.
 */
public final class NativeLibraries {

  private static final String REMEDY =
      "see that the file is there, and set COFIRE_CACHE to a folder with 1 GB to spare that may hold programs (on executors: spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=FOLDER)";

  private static final Map<String, NativeLibraryException> FAILED = new HashMap<>();

  private static final Set<String> LOADED = new HashSet<>();

  private NativeLibraries() {}

  /**
   * Uses a library for what may be the first time.
   *
   * @param library what errors call it, such as {@code OpenCV}
   * @param first uses it
   * @throws NativeLibraryException if it does not load, or did not before: the message names the
   *     file, and what is wrong with the place where libraries are unpacked
   */
  @SuppressWarnings("try") // the lock acts by being open
  public static <T> T load(String library, Supplier<T> first) {
    synchronized (FAILED) {
      NativeLibraryException known = FAILED.get(library);
      if (known != null) {
        throw new NativeLibraryException(known.getMessage(), known);
      }
      Optional<Path> place = LOADED.contains(library) ? Optional.empty() : place();
      try (UnpackingLock lock = UnpackingLock.in(place)) {
        T used = first.get();
        LOADED.add(library);
        return used;
      } catch (LinkageError e) {
        String text = describe(library, e, UnpackingPlace.ofJavaCpp());
        NativeLibraryException failure = new NativeLibraryException(text, e);
        FAILED.put(library, failure);
        throw failure;
      }
    }
  }

  /** The folder into which libraries are unpacked; empty if there is none. */
  public static Optional<Path> place() {
    return UnpackingPlace.ofJavaCpp().folder();
  }

  /** What keeps libraries from being unpacked or loaded there, with the place. */
  public static Optional<String> placeProblem() {
    return UnpackingPlace.ofJavaCpp().problem();
  }

  static String describe(String library, LinkageError thrown, UnpackingPlace place) {
    return String.format(
        Locale.ROOT,
        "Cannot load the native libraries of %s: %s%s; %s",
        library,
        reason(thrown),
        place.problem().map(problem -> "; they are unpacked into " + problem).orElse(""),
        REMEDY);
  }

  /** The innermost error of a library names its file; those around it say that Java looked on. */
  private static String reason(LinkageError thrown) {
    List<Throwable> chain = Causes.chain(thrown);
    Throwable last = chain.get(chain.size() - 1);
    for (Throwable cause : chain) {
      last = cause instanceof UnsatisfiedLinkError ? cause : last;
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }
}

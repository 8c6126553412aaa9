package io.cofire.tests.cluster;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of Java for processes that a test starts and that live for seconds: they halve a
 * command's processor time, since most of it goes into compiling what is run a few times only.
 */
public final class ShortLived {

  /** All options, as a shell takes them. */
  public static final String OPTIONS =
      options().stream().map(ShortLived::quoted).collect(Collectors.joining(" "));

  private ShortLived() {}

  /** All options. */
  public static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    nameless().ifPresent(options::add);
    if (System.getProperty("user.home").equals("?")) { // where the system has no such user
      options.add("-Duser.home=" + System.getProperty("java.io.tmpdir"));
    }
    return options;
  }

  /** What a process of Spark needs that no launcher starts, where the system has no user's name. */
  public static Optional<String> nameless() {
    if (new UnixSystem().getUsername() != null) {
      return Optional.empty();
    }
    return Stream.of(StandaloneCluster.classpath().split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(".*/cofire-data-pipeline-[^/]*(?<!-tests)[.]jar"))
        .findFirst()
        .map(jar -> "-javaagent:" + jar);
  }

  private static String quoted(String option) {
    return option.contains(" ") ? "\"" + option + "\"" : option;
  }
}

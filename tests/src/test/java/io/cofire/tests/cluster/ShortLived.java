package io.cofire.tests.cluster;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
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
    options.addAll(nameless());
    return options;
  }

  /** What a process of Spark needs that no launcher starts, where the system has no user's name. */
  public static List<String> nameless() {
    if (new UnixSystem().getUsername() != null) {
      return List.of();
    }
    String home =
        "-Duser.home=" + System.getProperty("java.io.tmpdir"); // Java's is a question mark
    return Stream.concat(
            Stream.of(home),
            Stream.of(StandaloneCluster.classpath().split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*/cofire-data-pipeline-[^/]*(?<!-tests)[.]jar"))
                .limit(1)
                .map(jar -> "-javaagent:" + jar))
        .toList();
  }

  /** An option as a shell and {@code JDK_JAVA_OPTIONS} take it. */
  public static String quoted(String option) {
    return option.contains(" ") ? "\"" + option + "\"" : option;
  }
}

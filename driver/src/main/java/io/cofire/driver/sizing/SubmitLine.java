package io.cofire.driver.sizing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Command lines for a shell in the folder of Cofire. */
public final class SubmitLine {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final String DRIVER_MEMORY = "spark.driver.memory";

  private SubmitLine() {}

  /**
   * A line for {@code spark-submit}, and before it what it needs.
   *
   * @param arguments of Cofire
   */
  public static List<String> sparkSubmit(
      String master, List<ReasonedSetting> settings, List<String> arguments) {
    List<String> parts = new ArrayList<>();
    parts.add("spark-submit --master " + quoted(master));
    parts.add("--class io.cofire.driver.cli.Cofire --name cofire");
    parts.add("--properties-file conf/spark-defaults.conf --jars \"$jars\"");
    parts.add("--driver-java-options -Dlog4j2.configurationFile=file:$PWD/conf/log4j2.properties");
    settings.forEach(
        setting -> parts.add("--conf " + quoted(setting.key() + "=" + setting.value())));
    parts.add("driver/target/cofire-driver-*.jar " + joined(arguments));
    List<String> lines = new ArrayList<>();
    lines.add("export OMP_NUM_THREADS=1 LC_ALL=C.UTF-8");
    lines.add("jars=$(echo driver/target/dist/lib/*.jar | tr ' ' ,)");
    for (int i = 0; i < parts.size(); i++) {
      lines.add((i == 0 ? "" : "  ") + parts.get(i) + (i < parts.size() - 1 ? " \\" : ""));
    }
    return lines;
  }

  /** The same for the launcher, which knows the rest. */
  public static String launcher(
      String master, List<ReasonedSetting> settings, List<String> arguments) {
    StringBuilder line = new StringBuilder("deploy/cofire --master " + quoted(master));
    for (ReasonedSetting setting : settings) {
      line.append(
          setting.key().equals(DRIVER_MEMORY)
              ? " --memory " + setting.value()
              : " --conf " + quoted(setting.key() + "=" + setting.value()));
    }
    return line.append(' ').append(joined(arguments)).toString();
  }

  private static String joined(List<String> words) {
    return String.join(" ", words.stream().map(SubmitLine::quoted).toList());
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package io.cofire.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import py4j.GatewayServer;

/** Lines of code that a document prints, run as they stand there. */
final class PageLines {

  static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path CLIENT = Path.of("src/test/resources/ml/gateway.py");

  private PageLines() {}

  /** The first block of a language on a page of {@code docs}. */
  static String of(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```")
            .matcher(Files.readString(Path.of("../docs").resolve(page)));
    assertThat(block.find()).as("a block of %s in %s", language, page).isTrue();
    return block.group(1);
  }

  /**
   * Compiles lines of Java and runs them.
   *
   * @param folder where classes may lie
   * @param imports what the lines leave out
   * @param lines end with a {@code return}; they know {@code spark}
   */
  static Object java(Path folder, List<String> imports, String lines, SparkSession session)
      throws Exception {
    StringBuilder source = new StringBuilder();
    imports.forEach(name -> source.append("import ").append(name).append(";\n"));
    source
        .append("public class PageClass {\n")
        .append("public static Object run(SparkSession spark) throws Exception {\n")
        .append(lines)
        .append("}\n}\n");
    Path made = Files.createDirectories(folder.resolve("made"));
    Path file = Files.writeString(made.resolve("PageClass.java"), source);
    String classPath = System.getProperty("java.class.path");
    String[] options = {
      "-proc:none", "-nowarn", "-cp", classPath, "-d", made.toString(), file.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
    URL[] places = {made.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, PageLines.class.getClassLoader())) {
      return loader
          .loadClass("PageClass")
          .getMethod("run", SparkSession.class)
          .invoke(null, session);
    }
  }

  /** Runs lines of PySpark against this process; what they print. */
  static String python(Path folder, String lines) throws Exception {
    Path file = Files.writeString(folder.resolve("lines.py"), lines);
    GatewayServer gateway = new GatewayServer(null, 0);
    gateway.start();
    File out = folder.resolve("python.txt").toFile();
    String port = String.valueOf(gateway.getListeningPort());
    Process python =
        new ProcessBuilder(PYTHON.toString(), CLIENT.toString(), port, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out)
            .start();
    try {
      assertThat(python.waitFor(240, TimeUnit.SECONDS)).isTrue();
      return Files.readString(out.toPath(), StandardCharsets.UTF_8);
    } finally {
      python.destroyForcibly();
      gateway.shutdown();
    }
  }
}

package io.cofire.tests.faults;

import io.cofire.driver.cli.Cofire;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.tests.cluster.ShortLived;
import io.cofire.tests.cluster.StandaloneCluster;
import io.cofire.tests.network.HostNetwork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Spark's standalone cluster on the hosts of a {@link HostNetwork}: the master on the first, a
 * worker of one core on each of the others but the last, which is the driver's.
 */
final class SpacedCluster {

  private static final int MASTER = 0;
  private static final String PORT = "7077";

  private final Path folder;
  private final int driver;
  private Process master;

  /** Starts a master, which keeps what it knows in the folder, and the workers. */
  SpacedCluster(Path folder, int hosts) throws IOException {
    this.folder = folder;
    this.driver = hosts - 1;
    Files.createDirectories(folder.resolve("home/jars")); // looked for, but the class path has all
    startMaster();
    for (int host = 1; host < driver; host++) {
      launch(
          host,
          "worker-" + host,
          Map.of(),
          "org.apache.spark.deploy.worker.Worker",
          List.of("--host", HostNetwork.address(host), "--webui-port", "0", "--cores", "1"),
          List.of(
              "--memory", "1g", "--work-dir", folder.resolve("work-" + host).toString(), url()));
    }
  }

  /** Starts the master, again. */
  void startMaster() throws IOException {
    Map<String, String> recovery =
        Map.of(
            "spark.deploy.recoveryMode",
            "FILESYSTEM",
            "spark.deploy.recoveryDirectory",
            folder.resolve("recovery").toString());
    master =
        launch(
            MASTER,
            "master",
            recovery,
            "org.apache.spark.deploy.master.Master",
            List.of("--host", HostNetwork.address(MASTER), "--port", PORT),
            List.of("--webui-port", "0"));
  }

  /** Ends the master as {@code kill -9} does. */
  void killMaster() {
    StandaloneCluster.kill(master.toHandle());
  }

  private static String url() {
    return "spark://" + HostNetwork.address(MASTER) + ":" + PORT;
  }

  /** Starts {@code cofire train}. */
  Process train(String log, Path recipe, Map<String, String> more) throws IOException {
    Map<String, String> settings = new TreeMap<>(ClusterSettings.required());
    settings.put("spark.master", url());
    settings.put("spark.driver.host", HostNetwork.address(driver));
    settings.put("spark.driver.bindAddress", HostNetwork.address(driver));
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.executor.extraClassPath", StandaloneCluster.classpath());
    settings.put("spark.executor.memory", "800m");
    settings.put("spark.executor.extraJavaOptions", ShortLived.OPTIONS);
    settings.put("spark.network.timeout", "30s");
    settings.put("spark.cofire.hosts", "2");
    settings.putAll(more);
    return launch(
        driver,
        log,
        settings,
        Cofire.class.getName(),
        List.of("train", recipe.toString()),
        List.of());
  }

  /** What a process has printed so far. */
  String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private Process launch(
      int host,
      String name,
      Map<String, String> settings,
      String main,
      List<String> arguments,
      List<String> more)
      throws IOException {
    List<String> command = new ArrayList<>(HostNetwork.on(host));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptions().split(" +")));
    command.addAll(ShortLived.options());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-Xmx512m", "-cp", StandaloneCluster.classpath(), main));
    command.addAll(arguments);
    command.addAll(more);
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_LOCAL_IP", HostNetwork.address(host));
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    environment.put("OMP_NUM_THREADS", "1");
    return builder.start();
  }
}

package io.cofire.tests.cluster;

import io.cofire.data.Patience;
import io.cofire.driver.cluster.ClusterSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Spark's standalone cluster on this machine: a master, workers and the executors that they start,
 * each its own process with this test's own classes. {@link #close} ends them all.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final Map<String, String> security;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private final List<Process> programs = new ArrayList<>();

  private StandaloneCluster(Path folder, Map<String, String> security)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.security = Map.copyOf(security);
    Files.createDirectories(folder.resolve("home/jars")); // looked for, but classpath() has all
    this.port = freePort();
    this.master =
        launch(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            String.valueOf(port),
            "--webui-port",
            "0");
    awaitListening();
  }

  /**
   * Starts a master and workers.
   *
   * @param folder for logs and Spark's files
   * @param workers each can hold one executor of {@code cores} and 1 GB
   */
  public static StandaloneCluster start(Path folder, int workers, int cores)
      throws IOException, InterruptedException {
    return start(folder, workers, cores, Map.of());
  }

  /**
   * Starts a master and workers whose processes, and the applications on them, share settings.
   *
   * @param security Spark's settings for who may connect and what is encrypted
   */
  public static StandaloneCluster start(
      Path folder, int workers, int cores, Map<String, String> security)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder, security);
    for (int worker = 0; worker < workers; worker++) {
      cluster.startWorker(cores);
    }
    return cluster;
  }

  /** Starts one more worker. */
  public void startWorker(int cores) throws IOException {
    String name = "worker-" + workers.size();
    workers.add(
        launch(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            HOST,
            "--webui-port",
            "0",
            "--cores",
            String.valueOf(cores),
            "--memory",
            "1g",
            "--work-dir",
            folder.resolve(name).toString(),
            masterUrl()));
  }

  /** What {@code SparkSession.builder().master} takes. */
  public String masterUrl() {
    return "spark://" + HOST + ":" + port;
  }

  /** Settings of a session whose driver is this process: one executor per worker. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(ClusterSettings.required());
    settings.putAll(security);
    settings.put("spark.cofire.slotsWait", Patience.SETTING);
    settings.put("spark.cofire.deadline", Patience.SETTING);
    settings.put("spark.master", masterUrl());
    settings.put("spark.driver.host", HOST);
    settings.put("spark.driver.bindAddress", HOST);
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.executor.extraClassPath", classpath());
    settings.put("spark.executor.memory", "800m");
    settings.put("spark.executor.extraJavaOptions", ShortLived.OPTIONS);
    settings.put("spark.local.dir", folder.resolve("local").toString());
    return settings;
  }

  /**
   * Runs a program with this test's own classes in another process, which ends with the cluster.
   *
   * @param name of its log in the cluster's folder
   * @param settings system properties
   */
  public Process program(
      String name, Map<String, String> settings, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-Xmx1g", "-cp", classpath(), main));
    command.addAll(Arrays.asList(arguments));
    Process program = java(name, command);
    programs.add(program);
    return program;
  }

  /** What a process of this name has printed so far. */
  public String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  /** The worker's own process. */
  public ProcessHandle worker(int worker) {
    return workers.get(worker).toHandle();
  }

  /** The process of an executor by Spark's name for it. */
  public ProcessHandle executor(String id) throws IOException {
    for (ProcessHandle executor : executors()) {
      Path arguments = Path.of("/proc", String.valueOf(executor.pid()), "cmdline");
      if (Files.readString(arguments).contains("--executor-id\0" + id + "\0")) {
        return executor;
      }
    }
    throw new IllegalStateException("No process of executor " + id);
  }

  /** Processes of the executors that are alive: a worker starts nothing else. */
  public List<ProcessHandle> executors() {
    return workers.stream()
        .flatMap(worker -> worker.toHandle().descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Ends a process as {@code kill -9} does and waits until it is gone. */
  public static void kill(ProcessHandle process) {
    if (process.destroyForcibly()) {
      process.onExit().orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }
  }

  /** Stops a process as {@code kill -STOP} does: it holds what it has and answers nothing. */
  public static void suspend(ProcessHandle process) throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    if (new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("Cannot stop process " + pid);
    }
  }

  private Process launch(String name, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    security.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-Xmx256m", "-cp", classpath(), main));
    command.addAll(Arrays.asList(arguments));
    return java(name, command);
  }

  private Process java(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptions().split(" +")));
    command.addAll(ShortLived.options());
    command.addAll(arguments);
    File log = folder.resolve(name + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_LOCAL_IP", HOST);
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    environment.put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  /** This process's own classes, also where the test runner hides them in a jar's manifest. */
  public static String classpath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  private void awaitListening() throws InterruptedException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!isListening()) {
      if (System.nanoTime() > end || !master.isAlive()) {
        close();
        throw new IllegalStateException("The master did not start; see " + folder + "/master.log");
      }
      Thread.sleep(50);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends every process: executors first, since a worker's end would orphan them. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    programs.forEach(program -> all.add(program.toHandle()));
    for (Process worker : workers) {
      all.add(worker.toHandle());
      worker.toHandle().descendants().forEach(all::add);
    }
    all.add(master.toHandle());
    all.sort(Comparator.comparing(ProcessHandle::pid).reversed());
    all.forEach(ProcessHandle::destroyForcibly);
  }
}

package io.cofire.driver.cli.sizing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.driver.sizing.ClusterManager;
import io.cofire.driver.sizing.ExecutorPlan;
import io.cofire.driver.sizing.ExecutorSettings;
import io.cofire.driver.sizing.HostMemory;
import io.cofire.driver.sizing.ReasonedSetting;
import io.cofire.driver.sizing.SubmitLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as it is printed, for people or for programs. */
final class SubmissionText {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ExecutorPlan plan;
  private final ClusterManager on;
  private final String master;
  private final List<ReasonedSetting> settings;
  private final List<String> arguments;

  SubmissionText(ExecutorPlan plan, ClusterManager on, String master, List<String> arguments) {
    this.plan = plan;
    this.on = on;
    this.master = master;
    this.settings = ExecutorSettings.of(plan, on);
    this.arguments = List.copyOf(arguments);
  }

  void print(PrintWriter out) {
    HostMemory memory = plan.memory();
    out.printf(
        Locale.ROOT,
        "%s on %s: %d executors for %d ranks, at most %d in each%n",
        plan.recipe().name(),
        on.name().toLowerCase(Locale.ROOT),
        plan.executors(),
        plan.ranks(),
        plan.each());
    out.printf(Locale.ROOT, "memory of a rank: %s%n", plan.rank().describe());
    out.printf(
        Locale.ROOT,
        "memory of an executor: %d MB, %d of them heap%n%n",
        memory.totalBytes() >> 20,
        memory.heapBytes() >> 20);
    for (ReasonedSetting setting : settings) {
      out.printf(Locale.ROOT, "%s=%s%n    %s%n", setting.key(), setting.value(), setting.why());
    }
    out.println();
    SubmitLine.sparkSubmit(master, settings, arguments)
        .forEach(line -> out.printf(Locale.ROOT, "%s%n", line));
    out.printf(Locale.ROOT, "%nor, which knows the rest:%n%n");
    out.printf(Locale.ROOT, "%s%n", SubmitLine.launcher(master, settings, arguments));
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("on", on.name().toLowerCase(Locale.ROOT));
    all.put("executors", plan.executors());
    all.put("ranks", plan.ranks());
    all.put("ranksPerExecutor", plan.each());
    all.put("rankBytes", plan.rank().totalBytes());
    all.put("executorBytes", plan.memory().totalBytes());
    all.put("memory", plan.memory());
    all.put("settings", settings);
    all.put("sparkSubmit", SubmitLine.sparkSubmit(master, settings, arguments));
    all.put("launcher", SubmitLine.launcher(master, settings, arguments));
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a plan", e);
    }
  }
}

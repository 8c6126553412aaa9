package io.cofire.driver.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cofire.data.errors.Legible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofire doctor}: what this machine has, and what a training would miss. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at this machine: Java, cores, memory, GPUs, which engines open and why others do not,",
      "Spark, Hadoop, and where files may be written. Ends with 4 if a training would fail here."
    })
public final class Doctor implements Callable<Integer> {

  private static final int FAULTY = 4;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Examined> findings = new ArrayList<>(MachineFindings.all());
    GpuFindings gpus = GpuFindings.here();
    findings.addAll(gpus.findings());
    findings.addAll(EngineFindings.all(gpus.count()));
    findings.addAll(PlaceFindings.all());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(findings));
    } else {
      findings.forEach(finding -> out.println(finding.line()));
    }
    out.flush();
    return findings.stream().anyMatch(Examined::isFault) ? FAULTY : 0;
  }

  private static String json(List<Examined> findings) throws JsonProcessingException {
    JsonMapper mapper = new JsonMapper();
    ArrayNode array = mapper.createArrayNode();
    for (Examined finding : findings) {
      array
          .addObject()
          .put("topic", finding.topic())
          .put("standing", finding.standing().name().toLowerCase(Locale.ROOT))
          .put("text", Legible.of(finding.text()));
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }
}

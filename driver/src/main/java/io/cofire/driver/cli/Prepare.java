package io.cofire.driver.cli;

import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareConfig.Rejections;
import io.cofire.data.spark.PrepareJob;
import io.cofire.data.spark.PrepareResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire prepare}: a data set's folder becomes shards. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Turns a data set's folder into shards and a manifest; goes on where it stopped.")
final class Prepare implements Callable<Integer> {

  private static final int MOST_NAMED = 10;

  @Parameters(paramLabel = "DATASET", description = "Layout of the folder, such as nmnist.")
  private String dataset;

  @Parameters(paramLabel = "INPUT", description = "The data set's folder; any Hadoop path.")
  private String input;

  @Parameters(paramLabel = "OUTPUT", description = "Where the shards go; any Hadoop path.")
  private String output;

  @Option(
      names = "--strict",
      description = "Fail when a recording cannot be read, instead of listing it.")
  private boolean strict;

  @Option(
      names = "--shard-bytes",
      paramLabel = "BYTES",
      description = "Close a shard when its recordings reach this length (default: 4 MiB).")
  private long shardBytes = PrepareConfig.DEFAULT_SHARD_INPUT_BYTES;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrepareConfig config = config();
    PrintWriter out = spec.commandLine().getOut();
    try (Session session = Session.plain("cofire prepare " + dataset)) {
      print(prepare(session, config, out), out);
    }
    return 0;
  }

  private static PrepareResult prepare(Session session, PrepareConfig config, PrintWriter out) {
    try (CountedProgress progress = new CountedProgress(out)) {
      return PrepareJob.run(session.context(), config, progress);
    }
  }

  private PrepareConfig config() {
    try {
      Rejections rejections = strict ? Rejections.FAIL : Rejections.LIST;
      return new PrepareConfig(dataset, input, output, shardBytes, rejections);
    } catch (IllegalArgumentException e) {
      throw new UsageException("Cannot prepare: " + e.getMessage());
    }
  }

  private void print(PrepareResult result, PrintWriter out) {
    for (SplitInfo split : result.manifest().splits()) {
      out.printf(
          "%s: %,d recordings, %,d events, %d shards%n",
          split.name(), split.samples(), split.events(), split.shards().size());
    }
    List<Rejected> rejected = result.manifest().rejected();
    for (Rejected one : rejected.subList(0, Math.min(MOST_NAMED, rejected.size()))) {
      out.printf("rejected: %s: %s%n", one.path(), one.reason());
    }
    String how =
        switch (result.outcome()) {
          case PREPARED -> "prepared";
          case RESUMED -> "prepared, with what an interrupted run had finished";
          case ALREADY_PREPARED -> "already prepared, nothing to do";
        };
    out.printf("%s: %s; %d recordings rejected%n", output, how, rejected.size());
    out.flush();
  }
}

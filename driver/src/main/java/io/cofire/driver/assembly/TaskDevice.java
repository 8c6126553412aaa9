package io.cofire.driver.assembly;

import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Where the engine of a task computes. Where Spark hands out GPUs ({@code
 * spark.task.resource.gpu.amount}), that is the GPU that the task was given, whichever the recipe
 * names: two tasks of one machine must not meet on one.
 */
public final class TaskDevice {

  private static final String GPU = "gpu";
  private static final Pattern INDEX = Pattern.compile("\\d{1,2}");

  private TaskDevice() {}

  /**
   * Of the task that the calling thread runs; outside a task, what the recipe names.
   *
   * @throws InvalidValue if a GPU was given by another name than its number
   */
  public static Device of(Recipe.Run run) {
    return of(run, given());
  }

  /**
   * With the GPUs that a task was given.
   *
   * @param addresses as the discovery script has printed them
   */
  static Device of(Recipe.Run run, List<String> addresses) {
    Device named = run.where();
    boolean computesOnGpu = named.kind() == Device.Kind.CUDA || run.engine().equals(Engines.AUTO);
    Optional<String> first = addresses.stream().findFirst();
    if (!computesOnGpu || first.isEmpty()) {
      return named;
    }
    String address = first.get();
    if (!INDEX.matcher(address).matches()) {
      throw new InvalidValue(
          "spark.executor.resource.gpu.discoveryScript",
          address,
          "must list GPUs by number, from 0, as deploy/gpu-discovery.sh does");
    }
    return Device.cuda(Integer.parseInt(address));
  }

  private static List<String> given() {
    TaskContext task = TaskContext.get();
    ResourceInformation gpu = task == null ? null : task.resourcesJMap().get(GPU);
    return gpu == null ? List.of() : List.of(gpu.addresses());
  }
}

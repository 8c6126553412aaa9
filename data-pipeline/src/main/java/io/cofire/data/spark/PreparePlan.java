package io.cofire.data.spark;

import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.Contents;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/**
 * What is to be done for one data set, made on the driver.
 *
 * @param dataset name of the layout
 * @param contents what kind of samples the shards hold
 * @param classes names of the classes
 * @param splits names of the splits
 * @param fingerprint names the input and what else decides the bytes
 * @param samples how many there are; 0 where they are counted only when they are read
 * @param tasks the work, in the order of the shards
 * @param work how an executor does one task
 * @param checks what the finished splits must pass
 * @param passedOver what was listed and is not taken
 */
record PreparePlan(
    String dataset,
    Contents contents,
    List<String> classes,
    List<String> splits,
    String fingerprint,
    long samples,
    List<Task> tasks,
    Work work,
    SplitCheck checks,
    List<PassedOver> passedOver) {

  PreparePlan {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
    tasks = List.copyOf(tasks);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * One task.
   *
   * @param split the split that its shards belong to
   * @param length of what it reads, bytes; the longest begin first
   * @param json what to do, for {@link Work}
   */
  record Task(String split, long length, String json) {}

  /** Makes the function that does a task on an executor and gives a {@link GroupOutcome}. */
  @FunctionalInterface
  interface Work {
    Function<String, String> at(TaskPlace place);
  }

  /** Looks at a finished split. */
  @FunctionalInterface
  interface SplitCheck {
    /**
     * Refuses a split that is not what it must be.
     *
     * @param samples what is in its shards, and what was rejected
     */
    void require(String split, long samples);
  }
}

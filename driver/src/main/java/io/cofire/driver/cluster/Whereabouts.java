package io.cofire.driver.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Which executors are there, and tasks that are meant for some of them. A task that is meant for an
 * executor begins there if it is free, and with {@code spark.locality.wait} 0 anywhere otherwise.
 */
final class Whereabouts {

  private Whereabouts() {}

  /** The machine of each live executor, by Spark's name for the executor. */
  static Map<String, String> executors(SparkContext spark) {
    Map<String, String> hosts = new TreeMap<>();
    for (BlockManagerId manager :
        JavaConverters.asJavaCollectionConverter(
                spark.env().blockManager().master().getMemoryStatus().keys().toSeq())
            .asJavaCollection()) {
      if (!manager.isDriver()) {
        hosts.put(manager.executorId(), manager.host());
      }
    }
    return hosts;
  }

  /** The executors that are left without some, in the form in which Spark takes preferences. */
  static List<String> without(SparkContext spark, Collection<String> others) {
    List<String> places = new ArrayList<>();
    executors(spark)
        .forEach(
            (executor, host) -> {
              if (!others.contains(executor)) {
                places.add("executor_" + host + "_" + executor);
              }
            });
    return places;
  }

  /**
   * One partition for each host of an attempt.
   *
   * @param places as {@link #without} says them, or none for any
   */
  static RDD<Integer> partitions(SparkContext spark, int hosts, List<String> places) {
    List<Integer> numbers = IntStream.range(0, hosts).boxed().toList();
    if (places.isEmpty()) {
      return JavaSparkContext.fromSparkContext(spark).parallelize(numbers, hosts).rdd();
    }
    List<Tuple2<Integer, Seq<String>>> preferred = new ArrayList<>();
    for (int host : numbers) {
      preferred.add(new Tuple2<>(host, seq(List.of(places.get(host % places.size())))));
    }
    ClassTag<Integer> tag = ClassTag$.MODULE$.apply(Integer.class);
    return spark.makeRDD(seq(preferred), tag);
  }

  private static <T> Seq<T> seq(List<T> values) {
    return JavaConverters.asScalaBufferConverter(values).asScala().toSeq();
  }
}

package io.cofire.data.spark;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Contents.Accepted;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** Prepares images below a folder. */
record ImagePreparation(JavaSparkContext spark, Path folder) {

  /** However many images there are. */
  static final LayoutOptions ANY = LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  /** Spark in this process; whatever travels has a registered class. */
  static JavaSparkContext context(String master) {
    return new JavaSparkContext(
        LocalSpark.conf(master)
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.kryo.registrationRequired", "true"));
  }

  /** Prepares files as they are. */
  PrepareResult prepare(
      String dataset, Path input, String output, long shardBytes, LayoutOptions options) {
    Contents.Images whole = new Contents.Original(Accepted.WHOLE);
    return prepare(dataset, input, output, shardBytes, options, whole);
  }

  PrepareResult prepare(
      String dataset,
      Path input,
      String output,
      long shardBytes,
      LayoutOptions options,
      Contents.Images images) {
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            input.toString(),
            folder.resolve(output).toString(),
            shardBytes,
            PrepareConfig.Rejections.LIST,
            options,
            images);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  /** What was prepared. */
  List<EncodedImage> images(String output, String split) {
    var path = new org.apache.hadoop.fs.Path(folder.resolve(output).toString());
    ShardCache cache =
        new ShardCache(ShardSet.open(spark.hadoopConfiguration(), path), split, 1 << 24);
    return IntStream.range(0, cache.size()).mapToObj(cache::image).toList();
  }

  /** The files that were written, by name. */
  Map<String, byte[]> bytes(String output) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder.resolve(output))) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.resolve(output).relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }
}

package io.cofire.driver.ml;

import io.cofire.data.recordings.atis.AtisBinEncoder;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Recordings of three classes as files, a folder for each. */
final class CornerRecordings {

  private CornerRecordings() {}

  /** Writes so many recordings into the folders {@code north-west} and so on of a new folder. */
  static Path write(Path folder, int recordings) throws IOException {
    Path shards = folder.resolveSibling(folder.getFileName() + "-shards");
    TinyShards.write(shards, 6, recordings);
    ShardSet set =
        ShardSet.open(new Configuration(), new org.apache.hadoop.fs.Path(shards.toUri()));
    Shard all = set.read(set.manifest().split("test").shards().get(0));
    for (int i = 0; i < all.size(); i++) {
      Path one =
          Files.createDirectories(
              folder.resolve(set.manifest().classes().get(all.sample(i).label())));
      Files.write(one.resolve(all.name(i) + ".bin"), AtisBinEncoder.encode(all.events(i)));
    }
    return folder;
  }
}

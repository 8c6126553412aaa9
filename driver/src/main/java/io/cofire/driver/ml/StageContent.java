package io.cofire.driver.ml;

import io.cofire.data.files.Hashes;
import io.cofire.data.files.Storage;
import io.cofire.driver.prediction.PredictionException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes what a row holds as a file, called by its SHA-256, so that it is prepared like any other.
 *
 * @param kind what the features are
 * @param folder where the files go
 * @param strict whether a row that holds nothing ends the query; its path is null if not
 */
record StageContent(
    FeatureKind kind, String folder, boolean strict, Broadcast<SerializableConfiguration> hadoop)
    implements UDF1<Object, String> {

  private static final long serialVersionUID = 1L;

  @Override
  public String call(Object features) throws IOException {
    if (features == null) {
      return null;
    }
    try {
      return stored(kind.content(features));
    } catch (PredictionException e) {
      if (strict) {
        throw e;
      }
      return null;
    }
  }

  private String stored(byte[] content) throws IOException {
    String name = Hashes.hex(Hashes.digest().digest(content));
    Path file = new Path(folder, name);
    Path temporary = new Path(folder, "_" + name + "-" + TaskContext.get().taskAttemptId());
    Storage.of(hadoop.value().value(), file).write(file, temporary, content);
    return file.toString();
  }
}

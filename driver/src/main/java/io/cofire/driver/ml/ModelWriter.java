package io.cofire.driver.ml;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Saves a model: its parameters as Spark's own models do, the network beside them. */
final class ModelWriter extends MLWriter {

  static final String NETWORK = "network";

  private final SpikingClassificationModel model;
  private final KeptModel kept;

  ModelWriter(SpikingClassificationModel model, KeptModel kept) {
    this.model = model;
    this.kept = kept;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
    try {
      kept.write(sc().hadoopConfiguration(), new Path(path, NETWORK).toString());
    } catch (IOException e) {
      throw new MlException("Cannot save the model to " + path, e);
    }
  }
}

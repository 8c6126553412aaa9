package io.cofire.driver.ml;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads what {@link ModelWriter} has saved. */
final class ModelReader extends MLReader<SpikingClassificationModel> {

  @Override
  public SpikingClassificationModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        DefaultParamsReader.loadMetadata(path, sc(), SpikingClassificationModel.class.getName());
    try {
      String network = new Path(path, ModelWriter.NETWORK).toString();
      SpikingClassificationModel model =
          new SpikingClassificationModel(
              metadata.uid(), KeptModel.read(sc().hadoopConfiguration(), network));
      metadata.getAndSetParams(model, Option.empty());
      return model;
    } catch (IOException e) {
      throw new MlException("Cannot load the model " + path, e);
    }
  }
}

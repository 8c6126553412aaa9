package io.cofire.data.files;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** A path whose scheme has no file system here; the message says which jar brings one. */
final class UnknownSchemeException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private static final String AZURE = "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion();

  private static final Map<String, String> JARS =
      Map.of(
          "s3a",
          "package with mvn -Ps3a, which adds org.apache.hadoop:hadoop-aws:"
              + VersionInfo.getVersion()
              + " and its AWS SDK",
          "s3",
          "write s3a:// instead",
          "s3n",
          "write s3a:// instead",
          "abfs",
          "add " + AZURE,
          "abfss",
          "add " + AZURE,
          "wasbs",
          "add " + AZURE,
          "gs",
          "add com.google.cloud.bigdataoss:gcs-connector (classifier shaded)");

  UnknownSchemeException(Path path, String scheme, String why, Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "Cannot use %s: there is no file system for %s:// (%s); %s; jars of one's own go into driver/target/dist/lib",
            path,
            scheme,
            why,
            JARS.getOrDefault(
                scheme, "look for a typing error, or add the jar of a Hadoop file system for it")),
        cause);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}

package io.cofire.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.InvalidValue;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSystemsTest {

  private final Configuration hadoop = new Configuration();

  @ParameterizedTest
  @CsvSource({
    "abfss, org.apache.hadoop:hadoop-azure",
    "gs, com.google.cloud.bigdataoss:gcs-connector",
    "s3n, write s3a:// instead",
    "hdsf, look for a typing error",
  })
  void aSchemeWithoutAFileSystemNamesTheRemedy(String scheme, String remedy) {
    assertThatThrownBy(() -> FileSystems.of(hadoop, new Path(scheme + "://place/x")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot use " + scheme + "://place/x: there is no file system for ")
        .hasMessageContaining(remedy)
        .satisfies(e -> assertThat(Diagnosis.of(e)).isEqualTo(Diagnosis.USAGE));
  }

  @Test
  void aFileSystemWhoseClassIsMissingNamesTheClassAndTheJar() {
    hadoop.set("fs.s3a.impl", "org.apache.hadoop.fs.s3a.MissingFileSystem");

    assertThatThrownBy(() -> FileSystems.of(hadoop, new Path("s3a://bucket/x")))
        .hasMessageContaining("org.apache.hadoop.fs.s3a.MissingFileSystem")
        .hasMessageContaining("mvn -Ps3a, which adds org.apache.hadoop:hadoop-aws:");
  }

  @Test
  void keysInABucketsPathAreRefused() {
    assertThatThrownBy(() -> FileSystems.of(hadoop, new Path("s3a://KEY:SECRET@bucket/x")))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  void aPathWithoutASchemeIsTheDefaultFileSystems() throws IOException {
    assertThat(FileSystems.of(hadoop, new Path("/tmp")).getUri().getScheme()).isEqualTo("file");
  }
}

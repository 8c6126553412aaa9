package io.cofire.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource({
    "s3a://AKIA:secret@bucket/x, s3a://***@bucket/x",
    "s3a://AKIA:a/b+c@bucket/x, s3a://***@bucket/x",
    "Cannot use s3a:/AKIA:secret@bucket: no, Cannot use s3a:/***@bucket: no",
    "ftp://me:pw@host:21/x and sftp://you:pw@host, ftp://***@host:21/x and sftp://***@host",
    "https://h/x?X-Amz-Credential=AK%2F1&X-Amz-Signature=0af3&v=2, https://h/x?X-Amz-Credential=***&X-Amz-Signature=***&v=2",
    "https://h/x?a=1&amp;X-Amz-Security-Token=0af3&amp;v=2, https://h/x?a=1&amp;X-Amz-Security-Token=***&amp;v=2",
    "https://a.blob.core.windows.net/c?sv=2&sig=abc%3D, https://a.blob.core.windows.net/c?sv=2&sig=***",
    "https://h/x?password=p&access_token=t, https://h/x?password=***&access_token=***",
  })
  void secretsAreMasked(String text, String masked) {
    assertThat(Secrets.masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://namenode:9000/user/me@corp/data",
        "spark://10.0.0.1:7077",
        "abfs://container@account.dfs.core.windows.net/x",
        "s3a://bucket/x",
        "warning: a@b: c = d; key=5",
        "spark.cofire.hosts=2",
        "file:/data/a:b/c@d"
      })
  void allElseStays(String text) {
    assertThat(Secrets.masked(text)).isEqualTo(text);
  }

  @Test
  void inJsonAndYamlTheQuotesStay() {
    assertThat(Secrets.masked("{\"shards\":\"s3a://K:S@b/x\",\"by\":\"a@b\"}"))
        .isEqualTo("{\"shards\":\"s3a://***@b/x\",\"by\":\"a@b\"}");
  }
}

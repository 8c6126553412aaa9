package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.errors.Diagnosis;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShardExceptionTest {

  @Test
  void whatTheStorageDidNotGiveMayBeReadLaterButDamageStays() {
    assertThat(new ShardException("wrong length").diagnosis()).isEqualTo(Diagnosis.DATA);
    assertThat(new ShardException("missing", new FileNotFoundException("a")).diagnosis())
        .isEqualTo(Diagnosis.DATA);
    assertThat(new ShardException("no whole Parquet file", new IOException("magic")).diagnosis())
        .isEqualTo(Diagnosis.DATA);
    assertThat(ShardException.unread("timed out", new IOException("timed out")).diagnosis())
        .isEqualTo(Diagnosis.STORAGE);
  }
}

package io.cofire.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.datasets.PublishedChecksum.Outcome;
import io.cofire.data.errors.Misfit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedChecksumTest {

  @Test
  void everyLineIsAnMd5OfAKnownDataSetWithItsSource() {
    List<PublishedChecksum> all = PublishedChecksum.all();
    List<String> layouts = DatasetLayouts.names();
    assertThat(all)
        .allSatisfy(
            known -> {
              assertThat(known.md5()).matches("[0-9a-f]{32}");
              assertThat(known.dataset()).isIn(layouts);
              assertThat(known.source()).matches("(SpikingJelly|tonic) .+\\.py.*");
            });
    assertThat(all.stream().map(PublishedChecksum::md5)).doesNotHaveDuplicates();
    assertThat(PublishedChecksum.of("cifar10-dvs")).hasSize(10);
    assertThat(PublishedChecksum.of("asl-dvs")).isEmpty();
  }

  /** RFC 1321 gives this MD5 of {@code abc}. */
  @Test
  void aFileIsComparedByContentFirstAndThenByName() throws IOException {
    String abc = "900150983cd24fb0d6963f7d28e17f72";
    PublishedChecksum known = new PublishedChecksum("nmnist", "abc.txt", abc, "RFC 1321");
    var same = PublishedChecksum.compare(List.of(known), "renamed.txt", bytes("abc"));
    assertThat(same.outcome()).isEqualTo(Outcome.MATCH);
    assertThat(same.published()).contains(known);
    var damaged = PublishedChecksum.compare("nmnist", "Train.zip", bytes("abc"));
    assertThat(damaged.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(damaged.md5()).isEqualTo(abc);
    assertThat(damaged.published().orElseThrow().md5())
        .isEqualTo("20959b8e626244a1b502305a9e6e2031");
    var unknown = PublishedChecksum.compare("nmnist", "train.zip", bytes("abc"));
    assertThat(unknown.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(unknown.published()).isEmpty();
    assertThatThrownBy(() -> PublishedChecksum.of("mnist-dvs"))
        .isInstanceOf(Misfit.class)
        .hasMessageStartingWith("Unknown data set layout: mnist-dvs (known: nmnist,");
  }

  private static InputStream bytes(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
  }
}

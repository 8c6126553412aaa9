package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Prepared;
import io.cofire.data.files.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardSetTest {

  @TempDir Path folder;
  private Manifest written;

  @BeforeEach
  void prepare() throws IOException {
    written = Prepared.write(folder, 4, 3, 5);
  }

  @Test
  void severalSplitsAreTakenAsOneInTheOrderOfTheirNames() throws IOException {
    TinyShards.writeFolds(folder.resolve("folds"), 3, 4);
    ShardSet set =
        ShardSet.open(
            new Configuration(false),
            new org.apache.hadoop.fs.Path(folder.resolve("folds").toString()));
    assertThat(set.manifest().split("fold3+fold1").samples()).isEqualTo(8);
    ShardCache joined = new ShardCache(set, "fold3+fold1", 1 << 20);
    ShardCache third = new ShardCache(set, "fold3", 1 << 20);
    ShardCache first = new ShardCache(set, "fold1", 1 << 20);
    for (int i = 0; i < 4; i++) {
      assertThat(joined.events(i).xs()).isEqualTo(third.events(i).xs());
      assertThat(joined.events(4 + i).xs()).isEqualTo(first.events(i).xs());
      assertThat(joined.label(4 + i)).isEqualTo(first.label(i));
    }
    assertThatThrownBy(() -> set.manifest().split("fold1+fold4"))
        .isInstanceOf(ShardException.class)
        .hasMessage("Cannot find split fold4: the prepared set of tiny has fold1, fold2, fold3");
  }

  @Test
  void aSetOpensWithItsManifest() {
    ShardSet set = open();
    assertThat(set.manifest()).isEqualTo(written);
    assertThat(set.manifest().split("train").samples()).isEqualTo(12);
    assertThat(set.manifest().split("train").labels())
        .containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void theCacheFindsEverySampleWhateverItMayKeep() {
    for (long limit : new long[] {0, 1_500, 1 << 20}) {
      ShardCache cache = new ShardCache(open(), "train", limit);
      assertThat(cache.size()).isEqualTo(12);
      for (int sample : new int[] {0, 11, 3, 4, 7, 6, 0, 10}) {
        assertThat(cache.events(sample).size()).isEqualTo(20 + sample);
        assertThat(cache.label(sample)).isEqualTo(sample % 3);
      }
    }
    assertThatThrownBy(() -> new ShardCache(open(), "train", 0).events(12))
        .hasMessage("No sample 12 (the split has 12)");
  }

  @Test
  void someOfASplitAreCountedByTheShardsThatTheyLieIn() {
    ShardCache all = new ShardCache(open(), "train", 0);
    assertThat(all.shards()).containsExactly(4, 3, 5);
    assertThat(new ChosenSamples(all, new int[] {0, 3, 7, 8, 11}).shards())
        .containsExactly(2, 0, 3);
  }

  @Test
  void aFlippedBitIsOneClearError() throws IOException {
    Path shard = folder.resolve("train-00001.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
    ShardInfo info = written.splits().get(0).shards().get(1);
    assertThatThrownBy(() -> open().read(info))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot read shard %s: wrong SHA-256 (expected %s, found %s); the file was damaged after it was prepared: delete %s and run `cofire prepare` again"
                .formatted(
                    hadoop("train-00001.parquet"),
                    info.sha256(),
                    Hashes.sha256(bytes),
                    hadoop("")));
  }

  @Test
  void aShortenedShardIsOneClearError() throws IOException {
    Path shard = folder.resolve("train-00000.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 10));
    assertThatThrownBy(() -> new ShardCache(open(), "train", 0).events(0))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(
            "wrong length (expected %d bytes, found %d bytes)"
                .formatted(bytes.length, bytes.length - 10));
  }

  @Test
  void aMissingShardIsOneClearError() throws IOException {
    Files.delete(folder.resolve("train-00002.parquet"));
    assertThatThrownBy(() -> new ShardCache(open(), "train", 0).events(11))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("the manifest names it but it is missing");
  }

  @Test
  void aFolderWithoutManifestIsNotASet() throws IOException {
    Files.delete(folder.resolve(Manifest.FILE));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot open prepared data %s: it has no manifest.json; run `cofire prepare` to its end first"
                .formatted(hadoop("")));
  }

  @Test
  void aDamagedManifestIsOneClearError() throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    String json = Files.readString(file);
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("it is damaged (");
    Files.writeString(file, json.replace("\"a\"", "\"z\""));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("its content does not match its hash (expected " + written.sha256());
    Files.writeString(file, json.replace("\"version\" : 1", "\"version\" : 9"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(
            "expected cofire-shards version 1 or 2, found cofire-shards version 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{}",
        "\u0000\u0001",
        "{\"format\": \"cofire-shards\", \"version\": 1}",
        "{\"format\": \"cofire-shards\", \"version\": 2, \"images\": null}"
      })
  void aManifestOfAnyContentIsOneClearError(String content) throws IOException {
    Files.writeString(folder.resolve(Manifest.FILE), content);
    assertDamaged();
  }

  @Test
  void nothingInAManifestMayBeNull() throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    String json = Files.readString(file);
    for (String changed :
        List.of(
            json.replaceFirst("\"classes\" : \\[", "\"classes\" : [null, "),
            json.replaceFirst("\"splits\" : \\[", "\"splits\" : [null, "),
            json.replaceFirst("\"shards\" : \\[", "\"shards\" : [null, "),
            json.replaceFirst("\"labels\" : \\[", "\"labels\" : [null, "),
            json.replaceFirst("\"rejected\" : \\[", "\"rejected\" : [null"),
            json.replaceFirst("\"sensor\" : \\{[^}]*}", "\"sensor\" : null"),
            "[".repeat(100_000))) {
      assertThat(changed).isNotEqualTo(json);
      Files.writeString(file, changed);
      assertDamaged();
    }
  }

  private void assertDamaged() {
    assertThatThrownBy(this::open)
        .isInstanceOf(ShardException.class)
        .hasMessageStartingWith("Cannot read manifest ")
        .hasMessageContaining("; prepare the data set again")
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void anUnknownSplitNamesTheKnownOnes() {
    assertThatThrownBy(() -> written.split("validation"))
        .hasMessage("Cannot find split validation: the prepared set of nmnist has train");
  }

  private ShardSet open() {
    return ShardSet.open(new Configuration(false), hadoop(""));
  }

  private org.apache.hadoop.fs.Path hadoop(String file) {
    var root = new org.apache.hadoop.fs.Path(folder.toString());
    return file.isEmpty() ? root : new org.apache.hadoop.fs.Path(root, file);
  }
}

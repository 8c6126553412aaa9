package io.cofire.data.diskcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cofire.data.diskcache.DiskCache.Room;
import io.cofire.data.files.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskCacheTest {

  @TempDir Path parent;

  private DiskCache cache(long limit) {
    return new DiskCache(parent.resolve("kept"), limit);
  }

  private static byte[] content(int seed) {
    byte[] bytes = new byte[100];
    Arrays.fill(bytes, (byte) seed);
    return bytes;
  }

  private static void keep(DiskCache cache, int seed, Room room) {
    cache.keep(Hashes.sha256(content(seed)), content(seed), room);
  }

  private static boolean has(DiskCache cache, int seed) {
    return cache.read(Hashes.sha256(content(seed)), 100).isPresent();
  }

  private Path file(int seed) {
    return parent.resolve("kept").resolve(Hashes.sha256(content(seed)));
  }

  private void age(int seed, int minutes) throws IOException {
    Instant then = Instant.now().minus(Duration.ofMinutes(minutes));
    Files.setLastModifiedTime(file(seed), FileTime.from(then));
  }

  @Test
  void whatWasKeptIsReadByEveryProcess() {
    keep(cache(1000), 1, Room.MADE);
    assertThat(cache(1000).read(Hashes.sha256(content(1)), 100)).hasValue(content(1));
    assertThat(has(cache(1000), 2)).isFalse();
  }

  @Test
  void whatWasUsedLongestAgoMakesRoom() throws IOException {
    DiskCache cache = cache(300);
    for (int seed = 1; seed <= 3; seed++) {
      keep(cache, seed, Room.MADE);
      age(seed, 10 - seed);
    }
    assertThat(has(cache, 1)).isTrue(); // used now
    keep(cache, 4, Room.MADE);
    assertThat(has(cache, 2)).isFalse();
    assertThat(has(cache, 1) && has(cache, 3) && has(cache, 4)).isTrue();
  }

  @Test
  void withoutRoomNothingIsKeptAndNothingGoes() {
    DiskCache cache = cache(250);
    keep(cache, 1, Room.LEFT);
    keep(cache, 2, Room.LEFT);
    keep(cache, 3, Room.LEFT);
    assertThat(has(cache, 1) && has(cache, 2)).isTrue();
    assertThat(has(cache, 3)).isFalse();
    DiskCache tiny = cache(99);
    keep(tiny, 4, Room.MADE);
    assertThat(has(tiny, 4)).isFalse();
    assertThat(has(tiny, 1)).isTrue();
  }

  @Test
  void aDamagedFileIsDeletedAndAsIfItHadNotBeenThere() throws IOException {
    DiskCache cache = cache(1000);
    keep(cache, 1, Room.MADE);
    byte[] damaged = content(1);
    damaged[50] ^= 1;
    Files.write(file(1), damaged);
    assertThat(has(cache, 1)).isFalse();
    assertThat(file(1)).doesNotExist();
    keep(cache, 1, Room.MADE);
    Files.write(file(1), Arrays.copyOf(content(1), 40));
    assertThat(has(cache, 1)).isFalse();
    keep(cache, 1, Room.MADE);
    assertThat(has(cache, 1)).isTrue();
  }

  @Test
  void aFolderThatWasRemovedIsMadeAgain() throws IOException {
    DiskCache cache = cache(1000);
    keep(cache, 1, Room.MADE);
    Files.delete(file(1));
    Files.delete(file(1).getParent());
    assertThat(has(cache, 1)).isFalse();
    keep(cache, 1, Room.MADE);
    assertThat(has(cache, 1)).isTrue();
  }

  @Test
  void aDiskThatTakesNothingIsAsIfNothingWereKept() throws IOException {
    Files.createFile(parent.resolve("kept")); // where the folder should be
    DiskCache cache = cache(1000);
    keep(cache, 1, Room.MADE);
    assertThat(has(cache, 1)).isFalse();
    Files.delete(parent.resolve("kept"));
    keep(cache, 1, Room.MADE); // not tried again so soon
    assertThat(has(cache, 1)).isFalse();
  }

  @Test
  void aFolderThatBecameReadOnlyStillGivesWhatItHas() throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    DiskCache cache = cache(1000);
    keep(cache, 1, Room.MADE);
    Path folder = file(1).getParent();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    try {
      keep(cache, 2, Room.MADE);
      assertThat(has(cache, 1)).isTrue();
      assertThat(has(cache, 2)).isFalse();
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void noPartOfAFileIsLeftBehind() throws IOException {
    DiskCache cache = cache(1000);
    keep(cache, 1, Room.MADE);
    try (Stream<Path> files = Files.list(parent.resolve("kept"))) {
      assertThat(files).containsExactly(file(1));
    }
  }

  @Test
  void theLastToLeaveDeletesTheFolder() throws IOException {
    SharedFolder folder = SharedFolder.open(parent, "app");
    DiskCache cache = new DiskCache(folder.path(), 1000);
    keep(cache, 1, Room.MADE);
    assertThat(has(cache, 1)).isTrue();
    folder.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessHasLeftIsDeletedByTheNext() throws IOException {
    Path left = Files.createDirectory(parent.resolve("cofire-cache-killed"));
    Files.createFile(left.resolve("in-use"));
    Files.write(left.resolve("shard"), content(1));
    Path stranger = Files.createDirectory(parent.resolve("blockmgr-1"));
    try (SharedFolder other = SharedFolder.open(parent, "other");
        SharedFolder folder = SharedFolder.open(parent, "app")) {
      assertThat(left).doesNotExist();
      assertThat(stranger).exists();
      assertThat(other.path()).exists();
      assertThat(folder.path()).exists();
    }
  }

  @Test
  void aMachineWithoutAFolderForItHasNoCache() throws IOException {
    Path file = Files.createFile(parent.resolve("no-folder"));
    assertThat(NodeDisk.cache(file, "app", 1000)).isEmpty();
    assertThat(NodeDisk.cache(parent, "app", 1000)).isPresent();
    assertThat(NodeDisk.cache(parent, "app", 1000).get())
        .isSameAs(NodeDisk.cache(parent, "app", 1000).get());
  }
}

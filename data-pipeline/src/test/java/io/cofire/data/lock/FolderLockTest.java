package io.cofire.data.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderLockTest {

  private static final LockTimes QUICK =
      new LockTimes(Duration.ofMillis(20), Duration.ofMinutes(2), Duration.ofMillis(300));

  @TempDir Path folder;
  private final Configuration hadoop = new Configuration();

  private List<Path> inside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The local disk by another name, so that nothing is known of what it can do in one act. */
  public static final class LooksFirst extends RawLocalFileSystem {

    /** How many of the next readers come while somebody writes. */
    static final AtomicInteger EMPTIED = new AtomicInteger();

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      boolean emptied = EMPTIED.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
      return super.open(
          emptied ? new org.apache.hadoop.fs.Path("looks:///dev/null") : path, buffer);
    }

    @Override
    public URI getUri() {
      return URI.create("looks:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}
  }

  @BeforeEach
  void know() {
    hadoop.set("fs.looks.impl", LooksFirst.class.getName());
  }

  private Owned take(String scheme) throws IOException {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(scheme + "://" + folder);
    return new FolderLock(hadoop, place, "train", QUICK).take("cofire train small", () -> {});
  }

  private Path file() {
    return folder.resolve("_lock.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "looks"})
  void aFolderHasOneOwnerUntilItIsGivenBack(String scheme) throws IOException {
    try (Owned first = take(scheme)) {
      assertThat(first.before()).isEmpty();
      assertThatThrownBy(() -> take(scheme))
          .isInstanceOf(FolderBusyException.class)
          .hasMessageStartingWith("Cannot train into " + scheme + ":")
          .hasMessageContaining("another command is at work there: cofire train small, process ")
          .hasMessageEndingWith("; wait for its end, stop it, or choose another folder")
          .extracting(e -> Diagnosis.of(e).fault())
          .isEqualTo(Fault.USAGE);
      first.require();
    }
    assertThat(folder).isEmptyDirectory();
    take(scheme).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "looks"})
  void foldersThatItMadeGoAgainIfNothingIsInThem(String scheme) throws IOException {
    org.apache.hadoop.fs.Path place =
        new org.apache.hadoop.fs.Path(scheme + "://" + folder + "/runs/a/seed-1");
    FolderLock lock = new FolderLock(hadoop, place, "train", QUICK);
    lock.take("cofire train a", () -> {}).close();
    assertThat(folder).isEmptyDirectory();

    Path kept = folder.resolve("runs/b");
    try (Owned second = lock.take("cofire train a", () -> {})) {
      second.require();
      Files.createDirectory(kept);
    }
    assertThat(folder.resolve("runs")).isDirectoryContaining(kept::equals);
    assertThat(folder.resolve("runs/a")).doesNotExist();

    Path before = Files.createDirectories(folder.resolve("runs/a/seed-1"));
    lock.take("cofire train a", () -> {}).close();
    assertThat(before).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "looks"})
  void ofSeveralThatComeAtOnceOneHasIt(String scheme) throws Exception {
    assertThat(takenAtOnce(scheme)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "looks"})
  void ofSeveralThatFindADeadOwnerOneHasIt(String scheme) throws Exception {
    leave(ended());
    assertThat(takenAtOnce(scheme)).hasSize(1);
  }

  private List<Owned> takenAtOnce(String scheme) throws Exception {
    int threads = 4;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Owned> one =
          () -> {
            start.await();
            return take(scheme);
          };
      List<Owned> taken = new ArrayList<>();
      for (Future<Owned> each : pool.invokeAll(List.of(one, one, one, one))) {
        try {
          taken.add(each.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(FolderBusyException.class);
        }
      }
      taken.forEach(Owned::close);
      return taken;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aProcessThatWasKilledHasNothingAtOnce() throws Exception {
    leave(ended());
    try (Owned now = take("file")) {
      assertThat(now.before().orElseThrow()).startsWith("cofire train old, process ");
      assertThat(file()).exists();
      assertThat(inside()) // beside it, for a moment, the next sign of life
          .allMatch(one -> List.of(file(), folder.resolve("_lock.json.new")).contains(one));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aNumberThatAnotherProcessHasGotIsNotTheOwner() throws Exception {
    ProcessMark here = ProcessMark.here();
    leave(
        new ProcessMark(
            here.host(),
            here.boot(),
            here.numbers(),
            here.user(),
            here.process(),
            here.startTicks() - 1));
    take("file").close();
  }

  @Test
  void aProcessThatLivesKeepsItHoweverSilent() throws Exception {
    Process sleeps = new ProcessBuilder("sleep", Long.toString(Patience.SECONDS)).start();
    try {
      leave(ProcessMark.of(sleeps.pid()));
      age(Duration.ofHours(3));
      assertThatThrownBy(() -> take("file")).isInstanceOf(FolderBusyException.class);
    } finally {
      sleeps.destroyForcibly().waitFor();
    }
    take("file").close();
  }

  @Test
  void aProcessOfAnotherMachineIsGoneWhenItHasBeenSilentForLong() throws Exception {
    ProcessMark here = ProcessMark.here();
    leave(new ProcessMark("node-7", "other", here.numbers(), "me", here.process(), 1));
    age(Duration.ofSeconds(30));
    assertThatThrownBy(() -> take("file"))
        .hasMessageContaining("process " + here.process() + " on node-7")
        .hasMessageContaining("its last sign of life is 30 s old; after 120 s without one")
        .hasMessageContaining("delete file:" + file());
    assertThat(inside()).containsExactly(file());
    age(Duration.ofSeconds(121));
    take("file").close();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[1]", "{}", "{\"command\": null}", "\u0000\u0001", "{\"mark\": 7"})
  void aLockThatCannotBeReadExpires(String content) throws Exception {
    Files.writeString(file(), content);
    age(Duration.ofSeconds(30));
    assertThatThrownBy(() -> take("file"))
        .hasMessageContaining("an owner that cannot be read; its last sign of life is 30 s old");
    age(Duration.ofSeconds(121));
    take("file").close();
  }

  /** Where a file cannot be replaced in one act, its owner's sign of life empties it first. */
  @Test
  void aLockThatIsJustBeingWrittenIsLookedAtAgain() throws Exception {
    try (Owned first = take("looks")) {
      LooksFirst.EMPTIED.set(2);
      assertThatThrownBy(() -> take("looks")).hasMessageContaining("cofire train small, process ");
      assertThat(LooksFirst.EMPTIED).hasValue(0);
      first.require();
    }
  }

  @Test
  void aGuardThatAKilledProcessLeftDoesNotBlock() throws Exception {
    leave(ended());
    Files.writeString(folder.resolve("_lock.takeover"), "");
    take("file").close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aHalfWrittenSignOfLifeGoesWithItsLock() throws Exception {
    leave(ended());
    Files.writeString(folder.resolve("_lock.json.new"), "{\"comm");
    take("file").close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOwnerWritesItAgainAndHearsWhenItIsTaken() throws Exception {
    AtomicBoolean lost = new AtomicBoolean();
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(folder.toUri());
    FolderLock lock = new FolderLock(hadoop, place, "train", QUICK);
    try (Owned mine = lock.take("cofire train small", () -> lost.set(true))) {
      age(Duration.ofHours(1));
      await(() -> Files.getLastModifiedTime(file()).toInstant().isAfter(hourAgo()));
      Files.delete(file());
      await(() -> Files.exists(file()));
      mine.require();
      await(
          () -> {
            leave(ended()); // the owner may be between its look and its write, and be last
            Thread.sleep(QUICK.refresh().toMillis());
            return lost.get();
          });
      assertThatThrownBy(mine::require)
          .isInstanceOf(FolderBusyException.class)
          .hasMessageContaining("another command took it over: cofire train old, process");
    }
    assertThat(file()).exists(); // the other one's
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(folder + "/file/run");
    assertThatThrownBy(() -> FolderLock.take(hadoop, place, "train", "cofire train", () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot train into file:" + folder + "/file/run: cannot lock it: ");
    org.apache.hadoop.fs.Path system = new org.apache.hadoop.fs.Path("/proc/runs/a/seed-1");
    assertThatThrownBy(() -> FolderLock.take(hadoop, system, "train", "cofire train", () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot train into file:/proc/runs/a/seed-1: cannot lock it: the file system refuses it;"
                + " check its rights, and that the file system is neither read-only nor full");
  }

  private static Instant hourAgo() {
    return Instant.now().minusSeconds(1800);
  }

  private static ProcessMark ended() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "100").start();
    ProcessMark mark = ProcessMark.of(process.pid());
    process.destroyForcibly().waitFor();
    return mark;
  }

  private void leave(ProcessMark mark) throws IOException {
    Owner owner = new Owner("cofire train old", mark, 1, "2026-01-01", "2026-01-01");
    Path next = folder.resolve("next");
    Files.write(next, owner.json());
    Files.move(next, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void age(Duration age) throws IOException {
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(age)));
  }

  private static void await(Callable<Boolean> fact) throws Exception {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!fact.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }
}

package io.cofire.data.lock;

import io.cofire.data.files.RefusedChange;
import io.cofire.data.files.Storage;
import io.cofire.data.lock.LockFile.Found;
import io.cofire.data.lock.ProcessMark.Life;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Takes a folder for one command: {@code _lock.json} in it says who has it. It is made only if it
 * is not there; where a file system cannot do that in one act, it is read back after a while, and
 * the last who wrote has it. One that is there is taken over if its process is gone, which is known
 * of processes of this machine, or if nobody has written it for two minutes by the clock of the
 * file system.
 */
public final class FolderLock {

  /** Names of locks, and of what is beside them, begin so; it is nothing that a command made. */
  public static final String PREFIX = "_lock.";

  private static final String NAME = PREFIX + "json";
  private static final String GUARD = PREFIX + "takeover";
  private static final int TRIES = 20;

  private final String work;
  private final Path folder;
  private final LockFile lock;
  private final LockFile guard;
  private final LockTimes times;

  FolderLock(Configuration hadoop, Path folder, String work, LockTimes times) throws IOException {
    FileSystem files = Storage.of(hadoop, folder).files();
    this.work = work;
    this.folder = files.makeQualified(folder);
    this.lock = new LockFile(files, new Path(this.folder, NAME));
    this.guard = new LockFile(files, new Path(this.folder, GUARD));
    this.times = times;
  }

  /**
   * Takes a folder, which is made if it is not there, and then goes again if nothing is in it when
   * it is given back.
   *
   * @param work what cannot be done otherwise, such as {@code train}
   * @param command what others are told that is at work
   * @param lost runs, on a thread of its own, if somebody else takes the folder meanwhile
   * @throws FolderBusyException if another command has it
   * @throws IOException if the file system refuses
   */
  public static Owned take(
      Configuration hadoop, Path folder, String work, String command, Runnable lost)
      throws IOException {
    return new FolderLock(hadoop, folder, work, LockTimes.USUAL).take(command, lost);
  }

  Owned take(String command, Runnable lost) throws IOException {
    Owner me = Owner.here(command);
    me.hold();
    boolean taken = false;
    try {
      List<Path> made = lock.missingFolders();
      Optional<String> before = take(me);
      taken = true;
      return new Owned(folder.toString(), lock, made, me, times, before, lost);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "Cannot %s into %s: cannot lock it: %s; check its rights, and that the file system is neither read-only nor full",
              work,
              folder,
              RefusedChange.reason(e)),
          e);
    } finally {
      if (!taken) {
        me.release();
      }
    }
  }

  /** Returns whom it was taken from. */
  private Optional<String> take(Owner me) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (lock.createIfAbsent(me)) {
        confirm(me);
        return Optional.empty();
      }
      Optional<Found> found = lock.read();
      if (found.isPresent()) {
        requireMaybeGone(found.get());
        Optional<String> before = takeOver(me, found.get());
        if (before.isPresent()) {
          return before;
        }
      }
    }
    throw busy("several commands come and go there", "try again");
  }

  private void requireMaybeGone(Found found) {
    if (found.owner().isPresent() && found.owner().get().life() == Life.LIVES) {
      throw busy(
          found.owner().get().describe(), "wait for its end, stop it, or choose another folder");
    }
  }

  /** One at a time: who holds the guard. Its time of writing is the file system's now. */
  private Optional<String> takeOver(Owner me, Found stale) throws IOException {
    awaitGuard(me);
    try {
      Optional<Found> found = lock.read();
      if (found.isEmpty()) {
        return Optional.empty(); // given back meanwhile
      }
      if (!found.get().is(stale)) {
        requireMaybeGone(found.get());
        return Optional.empty();
      }
      requireGone(found.get());
      lock.replace(me);
      confirm(me);
      return Optional.of(
          found.get().owner().map(Owner::describe).orElse("an owner that cannot be read"));
    } finally {
      guard.delete();
    }
  }

  /**
   * Whoever has the guard keeps it for a moment; one that stays is of a process that was killed.
   */
  private void awaitGuard(Owner me) throws IOException {
    Optional<Found> before = Optional.empty();
    long patience = System.nanoTime();
    while (!guard.createIfAbsent(me)) {
      Optional<Found> found = guard.read();
      boolean same = found.isPresent() && before.isPresent() && found.get().is(before.get());
      if (!same) {
        before = found;
        patience = System.nanoTime() + times.settle().plusSeconds(1).toNanos();
      } else if (System.nanoTime() > patience) {
        guard.delete();
      }
      Pauses.pause(Duration.ofMillis(50));
    }
  }

  private void requireGone(Found found) throws IOException {
    if (found.owner().isPresent() && found.owner().get().life() == Life.GONE) {
      return;
    }
    long now = guard.read().map(Found::millis).orElse(found.millis());
    long silent = now - found.millis();
    if (silent < times.expiry().toMillis()) {
      throw busy(
          found.owner().map(Owner::describe).orElse("an owner that cannot be read"),
          String.format(
              Locale.ROOT,
              "its last sign of life is %d s old; after %d s without one the same command takes the folder over, or, if you know that it is gone, delete %s",
              Math.max(0, silent / 1000),
              times.expiry().toSeconds(),
              lock.path()));
    }
  }

  private void confirm(Owner me) throws IOException {
    if (lock.isExclusive()) {
      return;
    }
    Pauses.pause(times.settle());
    Optional<Owner> now = lock.read().flatMap(Found::owner);
    if (now.isEmpty() || !now.get().is(me)) {
      throw busy(
          now.map(Owner::describe).orElse("another command"),
          "it came at the same moment; wait for its end, or choose another folder");
    }
  }

  private FolderBusyException busy(String who, String remedy) {
    return new FolderBusyException(
        String.format(
            Locale.ROOT,
            "Cannot %s into %s: another command is at work there: %s; %s",
            work,
            folder,
            who,
            remedy));
  }
}

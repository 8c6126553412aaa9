package io.cofire.data.lock;

import io.cofire.data.lock.LockFile.Found;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that this command has, until it is closed or the process ends. Meanwhile a thread writes
 * the lock again and again, and looks whether it is still this command's.
 */
public final class Owned implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Owned.class);

  /** After Spark has stopped what still writes, and before Hadoop closes its file systems. */
  private static final int AFTER_SPARK = FileSystem.SHUTDOWN_HOOK_PRIORITY + 10;

  private static final int PATIENCE_SECONDS = 5;

  private final String folder;
  private final LockFile lock;
  private final List<Path> made; // folders, from the innermost outwards
  private final Owner me;
  private final Optional<String> before;
  private final Runnable lost;
  private final Runnable atExit = this::giveBack;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread made = new Thread(body, "cofire-lock");
            made.setDaemon(true);
            return made;
          });
  private volatile Optional<String> thief = Optional.empty();
  private boolean given;

  Owned(
      String folder,
      LockFile lock,
      List<Path> made,
      Owner me,
      LockTimes times,
      Optional<String> before,
      Runnable lost) {
    this.folder = folder;
    this.lock = lock;
    this.made = made;
    this.me = me;
    this.before = before;
    this.lost = lost;
    long every = times.refresh().toMillis();
    Future<?> unused = // it ends with the thread
        thread.scheduleWithFixedDelay(this::refresh, every, every, TimeUnit.MILLISECONDS);
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().addShutdownHook(atExit, AFTER_SPARK);
    }
  }

  /** Whom it was taken over from, in words; empty if nobody had it. */
  public Optional<String> before() {
    return before;
  }

  /**
   * Asks whether it is still this command's.
   *
   * @throws FolderBusyException if another one has taken it
   */
  public void require() {
    if (thief.isPresent()) {
      throw new FolderBusyException(
          String.format(
              Locale.ROOT,
              "Cannot go on in %s: this process gave no sign of life for so long that another command took it over: %s; let that one end",
              folder,
              thief.get()));
    }
  }

  private void refresh() {
    try {
      Optional<Found> found = lock.read();
      if (found.isEmpty()) {
        lock.createIfAbsent(me.seen()); // somebody has deleted it
        return;
      }
      Optional<Owner> owner = found.get().owner();
      if (owner.isPresent() && owner.get().is(me)) {
        lock.replace(me.seen());
      } else if (owner.isPresent()) {
        thief = owner.map(Owner::describe);
        thread.shutdown();
        lost.run();
      }
    } catch (IOException | RuntimeException e) { // the next time, or it expires
      LOG.warn("Cannot refresh {}: {}", lock.path(), e.toString());
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(atExit);
    }
    giveBack();
  }

  /** A command that was refused leaves nothing behind. */
  private void leave() {
    try {
      lock.deleteEmpty(made);
    } catch (IOException e) { // another command is there already
      LOG.debug("Cannot delete {}: {}", made, e.toString());
    }
  }

  private synchronized void giveBack() {
    if (given) {
      return;
    }
    given = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
      Optional<Owner> owner = lock.read().flatMap(Found::owner);
      if (owner.isPresent() && owner.get().is(me)) {
        lock.delete();
        leave();
      }
    } catch (IOException e) { // the next command sees that this one is gone
      LOG.warn("Cannot delete {}: {}", lock.path(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      me.release();
    }
  }
}

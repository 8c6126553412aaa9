package io.cofire.data.recordings;

import com.sun.management.ThreadMXBean;
import io.cofire.data.Patience;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a decoder under a deadline and a bound of what it allocates. */
final class Watchdog implements AutoCloseable {

  private static final long ALLOCATION_LIMIT_BYTES = 64L << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "damaged file");
            thread.setDaemon(true);
            return thread;
          });

  /** What the task says; or what it threw, that it hangs or that it allocates too much. */
  String run(Callable<String> task) throws InterruptedException {
    var running = worker.submit(() -> measured(task));
    try {
      return running.get(Patience.SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return "no answer in " + Patience.LIMIT;
    } catch (ExecutionException e) {
      StackTraceElement[] trace = e.getCause().getStackTrace();
      return e.getCause() + (trace.length > 0 ? " in " + trace[0] : "");
    }
  }

  private String measured(Callable<String> task) throws Exception {
    long before = threads.getCurrentThreadAllocatedBytes();
    String answer = task.call();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    return allocated > ALLOCATION_LIMIT_BYTES ? "it allocated " + allocated + " bytes" : answer;
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}

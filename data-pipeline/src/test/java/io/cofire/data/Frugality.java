package io.cofire.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a reader allocates on the heap for a small file, whatever the file states. */
public final class Frugality {

  /** Most bytes. */
  public static final long LIMIT = 64L << 20;

  private Frugality() {}

  /** What it throws; nothing is null. */
  public static Throwable thrown(ThrowingCallable reader) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = null;
    try {
      reader.call();
    } catch (Throwable e) {
      thrown = e;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("allocated bytes").isLessThan(LIMIT);
    return thrown;
  }
}

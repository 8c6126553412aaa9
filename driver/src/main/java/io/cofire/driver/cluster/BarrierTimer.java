package io.cofire.driver.cluster;

import java.lang.reflect.Field;
import java.util.Timer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's timer of barriers, whose thread is no daemon: a program with a local master, in which
 * barrier tasks run in the program itself, would never end after a training. Spark 3.5 has no
 * setting for it.
 */
final class BarrierTimer {

  private static final Logger LOG = LoggerFactory.getLogger(BarrierTimer.class);
  private static final String OWNER = "org.apache.spark.BarrierTaskContext$";
  private static final String FIELD = "org$apache$spark$BarrierTaskContext$$timer";
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private BarrierTimer() {}

  /** Puts one in its place that ends with the program; before the first barrier of the process. */
  static void endWithTheProgram() {
    if (!DONE.compareAndSet(false, true)) {
      return;
    }
    try {
      Object owner = Class.forName(OWNER).getField("MODULE$").get(null);
      Field field = owner.getClass().getDeclaredField(FIELD);
      field.setAccessible(true);
      Timer given = (Timer) field.get(owner);
      field.set(owner, new Timer("Barrier task timer of Cofire", true));
      given.cancel();
    } catch (ReflectiveOperationException e) {
      LOG.debug("Spark's timer of barriers stays as it is", e);
    }
  }
}

package io.cofire.driver.run;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Figures as gauges of this process's Spark metrics, from where every sink that the user has
 * configured (JMX, Prometheus, CSV, Graphite, the servlet of the driver's page) takes them. A gauge
 * appears with its first value.
 */
public final class Meters implements Source, AutoCloseable {

  private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

  private final String name;
  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Number> values = new ConcurrentHashMap<>();
  private final SparkEnv env = SparkEnv.get();
  private volatile boolean closed;

  /**
   * Registers a source.
   *
   * @param name what Spark puts before each gauge's name, after application and executor; where
   *     another training in this process has it already, it becomes {@code 2.NAME} and so on
   */
  public Meters(String name) {
    this.name = free(name);
    env.metricsSystem().registerSource(this);
  }

  private static String free(String name) {
    String free = name;
    for (int i = 2; !TAKEN.add(free); i++) {
      free = i + "." + name;
    }
    return free;
  }

  /** Sets a gauge; a value that is not finite is kept out, since JSON has no way to write it. */
  public void set(String gauge, double value) {
    if (Double.isFinite(value)) {
      put(gauge, value);
    }
  }

  /** Sets a gauge. */
  public void set(String gauge, long value) {
    put(gauge, value);
  }

  /** What is told after the end, by Spark's listener, is told in vain: it would outlive the run. */
  private synchronized void put(String gauge, Number value) {
    if (!closed && values.put(gauge, value) == null) {
      registry.register(gauge, (Gauge<Number>) () -> values.get(gauge));
    }
  }

  /**
   * The name while there are gauges. Spark takes away with a source all gauges that begin with its
   * name, those of rank 10 with rank 1; so the source leaves under a name that no gauge has.
   */
  @Override
  public String sourceName() {
    return closed ? name + " (closed)" : name;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  /** Gives the sinks the last values, then takes the gauges and the source away. */
  @Override
  public void close() {
    env.metricsSystem().report();
    end();
    env.metricsSystem().removeSource(this);
    TAKEN.remove(name);
  }

  private synchronized void end() {
    closed = true;
    registry.removeMatching(MetricFilter.ALL); // Spark's registry follows
  }
}

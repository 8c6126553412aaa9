package io.cofire.driver.exchange;

import io.cofire.data.errors.InvalidValue;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.TransportConf;
import scala.Option;

/**
 * How hosts talk: Spark's own transport under the module name {@code cofire}, so that {@code
 * spark.cofire.io.*} tunes it as {@code spark.shuffle.io.*} does block transfer, with the same
 * authentication and encryption.
 *
 * @param conf Spark's transport configuration
 * @param server what every incoming connection must pass
 * @param client what every outgoing connection does first
 * @param bindHost address to listen on
 * @param port first port to try; 0 for any
 * @param portTries how many ports to try
 * @param bucketFloats values from which on a part of the gradient is summed while the rest of the
 *     backward still runs
 * @param deadline longest wait of a collective call, of connecting and of closing
 */
public record ExchangeSettings(
    TransportConf conf,
    List<TransportServerBootstrap> server,
    List<TransportClientBootstrap> client,
    String bindHost,
    int port,
    int portTries,
    int bucketFloats,
    Duration deadline) {

  /** Name of the module in Spark's transport settings. */
  public static final String MODULE = "cofire";

  /** Copies the lists and checks the numbers. */
  public ExchangeSettings {
    server = List.copyOf(server);
    client = List.copyOf(client);
    require(port >= 0 && port <= 65_535, "spark.cofire.port", port, "must be in 0..65535");
    require(portTries > 0, "spark.port.maxRetries", portTries - 1, "must not be negative");
    require(bucketFloats > 0, "spark.cofire.bucket", bucketFloats * 4L, "must be at least 4 bytes");
    require(
        !deadline.isZero() && !deadline.isNegative(),
        "spark.cofire.deadline",
        deadline.toMillis(),
        "must be positive");
  }

  private static void require(boolean valid, String key, long value, String rule) {
    if (!valid) {
      throw new InvalidValue(key, value, rule);
    }
  }

  /**
   * Settings of the executor or driver that this process is.
   *
   * @param placement how many ranks a host holds
   * @throws IllegalArgumentException naming the key, if one is invalid
   */
  public static ExchangeSettings of(SparkEnv env, Placement placement, Duration deadline) {
    SparkConf spark = env.conf();
    TransportConf conf = transport(spark, ExchangeWays.threads(placement), deadline);
    SecurityManager security = env.securityManager();
    boolean authenticated = security.isAuthenticationEnabled();
    return new ExchangeSettings(
        conf,
        authenticated ? List.of(new AuthServerBootstrap(conf, security)) : List.of(),
        authenticated
            ? List.of(new AuthClientBootstrap(conf, spark.getAppId(), security))
            : List.of(),
        spark.get("spark.cofire.bindAddress", env.blockManager().blockManagerId().host()),
        spark.getInt("spark.cofire.port", 0),
        spark.getInt("spark.port.maxRetries", 16) + 1,
        (int)
            Math.min(
                spark.getSizeAsBytes("spark.cofire.bucket", "16m") / Float.BYTES,
                Integer.MAX_VALUE),
        deadline);
  }

  /**
   * Spark's default is NIO; epoll makes less work of small messages where it is there. Spark would
   * wait two minutes for a connection, whatever the deadline of the exchanges that need it; it
   * counts in whole seconds.
   */
  static TransportConf transport(SparkConf spark, int threads, Duration deadline) {
    SparkConf own = spark.clone();
    long seconds = Math.max(1, deadline.plusMillis(999).toSeconds());
    own.setIfMissing("spark.cofire.io.connectionCreationTimeout", seconds + "s");
    own.setIfMissing("spark.cofire.io.mode", Epoll.isAvailable() ? "EPOLL" : "NIO");
    return SparkTransportConf.fromSparkConf(
        own, MODULE, spark.getInt("spark.cofire.io.cores", threads), Option.empty());
  }
}

package io.cofire.driver.cluster;

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
 * @param deadline for connecting and for closing
 */
record TransportSettings(
    TransportConf conf,
    List<TransportServerBootstrap> server,
    List<TransportClientBootstrap> client,
    String bindHost,
    int port,
    int portTries,
    Duration deadline) {

  private static final String MODULE = "cofire";

  /** Settings of the executor or driver that this process is. */
  static TransportSettings of(SparkEnv env, Duration deadline) {
    SparkConf spark = env.conf();
    TransportConf conf =
        SparkTransportConf.fromSparkConf(
            spark, MODULE, spark.getInt("spark.cofire.io.cores", 2), Option.empty());
    SecurityManager security = env.securityManager();
    boolean authenticated = security.isAuthenticationEnabled();
    return new TransportSettings(
        conf,
        authenticated ? List.of(new AuthServerBootstrap(conf, security)) : List.of(),
        authenticated
            ? List.of(new AuthClientBootstrap(conf, spark.getAppId(), security))
            : List.of(),
        spark.get("spark.cofire.bindAddress", env.blockManager().blockManagerId().host()),
        spark.getInt("spark.cofire.port", 0),
        spark.getInt("spark.port.maxRetries", 16) + 1,
        deadline);
  }
}

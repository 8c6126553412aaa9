package io.cofire.driver.sizing;

/** Who hands out the processes of an application. */
public enum ClusterManager {
  /** Spark's own master and workers. */
  STANDALONE("spark://HOST:7077"),
  /** Hadoop's. */
  YARN("yarn"),
  /** Kubernetes. */
  K8S("k8s://https://HOST:6443");

  private final String master;

  ClusterManager(String master) {
    this.master = master;
  }

  /** A URL of its kind, where nobody has named one. */
  public String master() {
    return master;
  }

  /** The one that a master's URL belongs to; a local one is taken for a cluster to come. */
  public static ClusterManager of(String url) {
    if (url.startsWith("yarn")) {
      return YARN;
    }
    return url.startsWith("k8s:") ? K8S : STANDALONE;
  }
}

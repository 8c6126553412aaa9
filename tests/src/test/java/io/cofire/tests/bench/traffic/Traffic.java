package io.cofire.tests.bench.traffic;

/** Launches, bytes that they read and write, and copies between host and GPU. */
final class Traffic {

  private long launches;
  private long bytes;
  private long copies;

  void launched(long floats) {
    launchedBytes(Float.BYTES * floats);
  }

  void launchedBytes(long moved) {
    launches++;
    bytes += moved;
  }

  void copied() {
    copies++;
  }

  void clear() {
    launches = 0;
    bytes = 0;
    copies = 0;
  }

  long launches() {
    return launches;
  }

  long bytes() {
    return bytes;
  }

  long copies() {
    return copies;
  }
}

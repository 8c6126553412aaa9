package io.cofire.ops.onednn;

/** What is made for one call site, and freed with its library. */
interface Site extends AutoCloseable {

  @Override
  void close();
}

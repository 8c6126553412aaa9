/**
 * A real HDFS for tests, {@link io.cofire.tests.hdfs.MiniHdfs}. Any test of this module may start
 * one; it ends with the test. It never leaves files behind.
 */
package io.cofire.tests.hdfs;

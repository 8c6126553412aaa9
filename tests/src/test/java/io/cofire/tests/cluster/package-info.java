/**
 * Tests on a real Spark cluster of separate processes. Here are the cluster itself, for any test
 * that needs one, and the tests of training on it. Nothing here waits without a limit or leaves a
 * process behind.
 */
package io.cofire.tests.cluster;

/**
 * A real YARN for tests, {@link io.cofire.tests.yarn.MiniYarn}. Any test of this module may start
 * one; it ends with the test. It never leaves files or processes behind.
 */
package io.cofire.tests.yarn;

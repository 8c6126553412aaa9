/**
 * Benchmarks, each a {@code main} that {@code deploy/bench.sh} starts. They measure public doors
 * only, beside a plain measure of the machine in the same run. No test calls them, and they assert
 * nothing.
 */
package io.cofire.tests.bench;

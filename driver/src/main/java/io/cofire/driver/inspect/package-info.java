/**
 * What one recording is like: {@link io.cofire.driver.inspect.RecordingFacts} counts, {@link
 * io.cofire.driver.inspect.EventFrames} and {@link io.cofire.driver.inspect.FrameImages} draw. The
 * command {@code inspect} calls it. It never holds a recording's events, and needs no Spark.
 */
package io.cofire.driver.inspect;

/**
 * What a training step asks of a GPU, counted without one: launches, bytes and copies. Only the
 * benchmark's script calls it, and its test; it never computes.
 */
package io.cofire.tests.bench.traffic;

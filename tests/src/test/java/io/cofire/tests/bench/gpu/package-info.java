/**
 * What {@code deploy/gpu-check.sh} runs on a GPU: every operation beside the reference engine's,
 * and training steps timed. Only that script calls it, and its test, on the processor.
 */
package io.cofire.tests.bench.gpu;

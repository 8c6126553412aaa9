/**
 * How a run lies on disk: its directory, its checkpoints, and the safetensors files in them. The
 * training job writes and reads here; the command line asks where things are. It never takes a
 * half-written or damaged checkpoint for a whole one.
 */
package io.cofire.driver.checkpoint;

/**
 * One owner for a folder that a command fills: a file in it that says who, and is written again
 * while the command lives. The commands that prepare and train call it. It never knows what is in
 * the folder, and never takes it from a process that may live.
 */
package io.cofire.data.lock;

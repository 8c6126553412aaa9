/**
 * What a training does when something breaks: processes that are killed or stopped, disks that are
 * full, files that are cut, storage without renames. Each test compares the weights, to the bit,
 * with those of a run to which nothing happened. Nothing here waits without a limit or leaves a
 * process behind.
 */
package io.cofire.tests.faults;

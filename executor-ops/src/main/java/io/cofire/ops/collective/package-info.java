/**
 * Sums across ranks. Norm layers and the rank's step call {@link
 * io.cofire.ops.collective.Collective}; this package has the one within a process, the driver
 * carries it across processes. It never adds in any order but that of the ranks.
 */
package io.cofire.ops.collective;

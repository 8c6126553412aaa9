/** The fused kernels, compiled for the processor and run there in a process of their own. */
package io.cofire.ops.fused;

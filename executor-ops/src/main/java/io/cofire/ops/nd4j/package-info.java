/**
 * The ND4J engine: convolutions by oneDNN, matrix products by OpenBLAS, the rest by the host
 * kernels. Found by {@link io.cofire.ops.tensor.Engines} under the name {@code nd4j}. It never
 * makes an operation, a context or an array anew on each step.
 */
package io.cofire.ops.nd4j;

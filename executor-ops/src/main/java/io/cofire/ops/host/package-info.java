/**
 * What is not convolution or matrix product, as Java loops over host memory. Engines whose tensors
 * lie in host memory share it and give it access through {@link io.cofire.ops.host.HostFloats}. It
 * never allocates tensors and never names a tensor library.
 */
package io.cofire.ops.host;

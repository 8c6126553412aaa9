/**
 * What is not convolution or matrix product, composed of the operations that every tensor library
 * has, so that it runs wherever the library's arrays lie. Engines whose tensors may lie on a GPU
 * share it and give it their library through {@link io.cofire.ops.composed.ArrayMath}. It never
 * names a tensor library and never looks at single elements.
 */
package io.cofire.ops.composed;

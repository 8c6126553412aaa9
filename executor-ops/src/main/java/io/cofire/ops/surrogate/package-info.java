/**
 * Surrogate derivatives of the firing function. Neurons hold one, engines evaluate it. It never
 * looks at a tensor.
 */
package io.cofire.ops.surrogate;

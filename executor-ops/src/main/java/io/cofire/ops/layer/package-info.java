/**
 * Layers: forward over all timesteps, and what backward needs. Blocks and networks are made of
 * them. A layer never keeps a forward's results in a field and never names a tensor library.
 */
package io.cofire.ops.layer;

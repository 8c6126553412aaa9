/**
 * Residual blocks as the papers draw them, each a layer made of layers. Networks call it. It never
 * knows where in a network a block stands.
 */
package io.cofire.ops.block;

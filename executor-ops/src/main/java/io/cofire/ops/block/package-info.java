/**
 * Blocks as the papers draw them: what a recipe may choose, each with the layers that it is made
 * of. Networks call it. It never knows where in a network a block stands.
 */
package io.cofire.ops.block;

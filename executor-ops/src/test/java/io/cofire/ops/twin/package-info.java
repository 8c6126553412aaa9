/**
 * Our layers and networks beside the same mathematics written in libtorch's operations with
 * autograd, in double precision. Tests of layers, blocks and networks use it. It never shares code
 * with what it checks.
 */
package io.cofire.ops.twin;

/**
 * Whole networks, their flat parameter vectors with stable names, and their building. Ranks and
 * evaluation call it. It never reads a file and never exchanges gradients.
 */
package io.cofire.ops.network;

/**
 * What evaluation counts beside the loss: spikes, flips, operations and energy. Ranks and reports
 * use it. It never changes a network.
 */
package io.cofire.ops.inference;

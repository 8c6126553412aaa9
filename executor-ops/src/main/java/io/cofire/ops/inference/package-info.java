/**
 * What evaluation counts beside the loss: spikes and firing rates. Ranks and reports use it. It
 * never changes a network.
 */
package io.cofire.ops.inference;

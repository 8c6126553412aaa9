/**
 * What evaluation finds beside the loss: each sample's answer, spikes, flips, operations and
 * energy. Ranks and reports use it. It never changes a network.
 */
package io.cofire.ops.inference;

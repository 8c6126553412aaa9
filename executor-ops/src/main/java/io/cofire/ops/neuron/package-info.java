/**
 * Spiking neurons as configuration: what a recipe may choose, and the one form, {@link
 * io.cofire.ops.neuron.Dynamics}, to which every choice reduces. Recipes and layers use it. It
 * never computes a spike; engines do.
 */
package io.cofire.ops.neuron;

/**
 * The papers' networks by name, each with its input, timesteps and classes. Recipes and the command
 * that lists them call it. It never builds a network.
 */
package io.cofire.ops.zoo;

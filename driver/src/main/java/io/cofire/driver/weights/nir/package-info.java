/**
 * Networks in the Neuromorphic Intermediate Representation, for simulators and chips. The command
 * that hands weights out calls it. It never trains, and never writes a network that NIR says
 * otherwise.
 */
package io.cofire.driver.weights.nir;

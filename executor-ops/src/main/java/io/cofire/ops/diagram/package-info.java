/**
 * A network as the graph that other libraries exchange: nodes with their numbers, and who hears
 * whom. Layers draw themselves into it. It computes nothing and writes no file.
 */
package io.cofire.ops.diagram;

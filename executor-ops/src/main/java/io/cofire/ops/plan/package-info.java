/**
 * How much memory a training will take, told before it starts. Recipes, reports and commands ask
 * it. It never computes a value and never touches an engine's memory.
 */
package io.cofire.ops.plan;

/**
 * How records say what a recipe calls them and what it need not say. Every room whose records a
 * recipe can hold marks them so; what reads, lists or prints recipes asks {@link
 * io.cofire.data.config.Choices} and the annotations. It never reads a recipe.
 */
package io.cofire.data.config;

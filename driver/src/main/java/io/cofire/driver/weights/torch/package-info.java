/**
 * Weights that PyTorch wrote, without Python: what a {@code .pth} file holds is read as tensors and
 * dictionaries and nothing in it is ever run, and its names are matched with those of a network. It
 * knows nothing of runs and recipes.
 */
package io.cofire.driver.weights.torch;

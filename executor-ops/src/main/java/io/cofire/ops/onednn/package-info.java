/**
 * Convolutions over host memory by oneDNN itself, channels last. Engines whose tensors lie in host
 * memory share it. It never owns a tensor and never computes anything but convolutions.
 */
package io.cofire.ops.onednn;

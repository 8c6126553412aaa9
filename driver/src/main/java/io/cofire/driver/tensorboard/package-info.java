/**
 * Event files of TensorBoard, beside a run's own lines of metrics. What writes those lines calls
 * it; it never computes a figure itself.
 */
package io.cofire.driver.tensorboard;

/**
 * Losses over logits on the host: a sum, a count, and the gradient of the logits. The rank's step
 * and evaluation call it. It never knows how many ranks there are: the caller gives the scale.
 */
package io.cofire.ops.loss;

/**
 * One rank's work: a minibatch in, loss, gradients and updated parameters out, and the state that a
 * checkpoint holds. The driver's tasks call it. It never knows which process or cluster it runs in.
 */
package io.cofire.ops.rank;

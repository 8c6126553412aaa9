/**
 * What every decoder is made of: the contract, the bytes it reads, the block it fills, the options
 * and the exception. The families of formats and {@link io.cofire.data.recordings.Recordings} call
 * it. It never knows a format.
 */
package io.cofire.data.recordings.read;

/**
 * Blosc 1 frames, the chunks of HDF5's filter 32001: from packed bytes to the bytes of a chunk. The
 * filters of HDF5 call it. It never writes frames, and knows nothing of events.
 */
package io.cofire.data.recordings.columns.blosc;

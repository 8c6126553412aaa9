/**
 * NumPy's files: columns, structures, tables and pickled packets of events, alone or in an archive.
 * {@link io.cofire.data.recordings.Recordings} asks {@link
 * io.cofire.data.recordings.columns.numpy.NumpyFormats} for the decoders. Columns and numbers are
 * those of the other containers, which never use it.
 */
package io.cofire.data.recordings.columns.numpy;

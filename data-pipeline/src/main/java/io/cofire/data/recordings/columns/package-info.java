/**
 * Containers of columns x, y, t, p: HDF5, MATLAB and text, and the columns that NumPy's files have
 * in common with them. {@link io.cofire.data.recordings.Recordings} asks {@link
 * io.cofire.data.recordings.columns.ColumnFormats} for the decoders. It never uses another family.
 */
package io.cofire.data.recordings.columns;

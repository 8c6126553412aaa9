/**
 * Containers of columns x, y, t, p: NumPy, HDF5, MATLAB and text. {@link
 * io.cofire.data.recordings.Recordings} asks {@link
 * io.cofire.data.recordings.columns.ColumnFormats} for the decoders. It never uses another family.
 */
package io.cofire.data.recordings.columns;

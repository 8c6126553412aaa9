/**
 * iniVation's AEDAT files, versions 1 to 4. {@link io.cofire.data.recordings.Recordings} asks
 * {@link io.cofire.data.recordings.aedat.AedatFormats} for the decoders; the simulator writes with
 * the encoders. It never uses another family.
 */
package io.cofire.data.recordings.aedat;

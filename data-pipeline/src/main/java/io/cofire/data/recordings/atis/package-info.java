/**
 * The 40-bit files of ATIS cameras, SLAYER's and Event Stream. {@link
 * io.cofire.data.recordings.Recordings} asks {@link io.cofire.data.recordings.atis.AtisFormats} for
 * the decoders. It never uses another family.
 */
package io.cofire.data.recordings.atis;

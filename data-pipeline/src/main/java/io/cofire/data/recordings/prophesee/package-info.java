/**
 * Prophesee's files: DAT and EVT 2, 2.1 and 3. {@link io.cofire.data.recordings.Recordings} asks
 * {@link io.cofire.data.recordings.prophesee.PropheseeFormats} for the decoders. It never uses
 * another family.
 */
package io.cofire.data.recordings.prophesee;

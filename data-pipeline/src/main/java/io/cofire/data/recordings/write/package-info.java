/**
 * Recordings as files: one writer for each format that {@code cofire convert} knows, each an {@link
 * io.cofire.data.events.EventSink} that fills a stream. Conversions and tests call it. It never
 * reads a recording, and never drops or changes an event that its format cannot hold: it refuses
 * it.
 */
package io.cofire.data.recordings.write;

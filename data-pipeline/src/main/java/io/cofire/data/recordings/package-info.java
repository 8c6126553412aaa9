/**
 * One decoder per file format of event cameras, chosen by {@link
 * io.cofire.data.recordings.Recordings} from content and extension. The prepare job and inspection
 * call it. It never reads beyond the bytes that are there, and every error of content is a {@link
 * io.cofire.data.recordings.read.RecordingException} with its byte offset.
 */
package io.cofire.data.recordings;

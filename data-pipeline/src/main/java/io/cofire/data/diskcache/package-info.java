/**
 * Copies of files on the node's own disk, by the hash of their content, shared by the processes of
 * one application. Whoever fetches prepared data may keep it here. It never fails its caller: a
 * disk that is full, slow or gone is as if nothing were kept.
 */
package io.cofire.data.diskcache;

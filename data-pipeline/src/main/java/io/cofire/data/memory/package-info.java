/**
 * Memory outside the heap. Anyone who hands numbers to native code or to a channel may call it. It
 * never frees: a buffer goes when nothing refers to it any more.
 */
package io.cofire.data.memory;

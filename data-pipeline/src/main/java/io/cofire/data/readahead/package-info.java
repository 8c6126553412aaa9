/**
 * Reads what a plan will need before it is needed, a bounded number at once, and keeps in memory
 * what is being used. Whoever keeps shards or walks along a plan calls it. It never decides what is
 * read, nor knows what it is.
 */
package io.cofire.data.readahead;

/**
 * Native libraries on their way into the process, and why one did not get there. Whoever is the
 * first to use such a library loads it through here. It knows no library itself, and never tries
 * one again that has failed.
 */
package io.cofire.data.natives;

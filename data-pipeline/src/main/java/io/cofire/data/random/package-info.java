/**
 * The explicit random key. Anyone may call it: every random choice in Cofire takes a {@link
 * io.cofire.data.random.Key}. It never keeps state between calls and never asks the clock.
 */
package io.cofire.data.random;

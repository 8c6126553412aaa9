/**
 * Filters of events: which of a recording stay, without moving any. Conversions, preparations and
 * minibatches call {@link io.cofire.data.filters.EventFilter}. It never reads a file, and never
 * draws a number.
 */
package io.cofire.data.filters;

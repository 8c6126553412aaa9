/**
 * The vocabulary of event cameras: {@link io.cofire.data.events.EventStream} and {@link
 * io.cofire.data.events.SensorGeometry}. Every other package of this module may use it. It never
 * reads a file and knows no format.
 */
package io.cofire.data.events;

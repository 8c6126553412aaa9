/**
 * Values between the hosts of one attempt: the handshake, the messages, and the sums in rank order,
 * over Spark's own network layer. A training task opens {@link io.cofire.driver.exchange.Exchange}
 * and hands its collectives to its ranks. It never deserialises Java objects, knows no recipe, and
 * never adds on the way: only the owner of a part does, in rank order.
 */
package io.cofire.driver.exchange;

package io.cofire.driver.exchange;

/**
 * Where a host of the attempt listens.
 *
 * @param address name or address of its machine
 * @param port what {@link Exchange#port()} said there
 * @param label how errors name it, such as {@code node-7 (executor 2)}
 */
public record Peer(String address, int port, String label) {}

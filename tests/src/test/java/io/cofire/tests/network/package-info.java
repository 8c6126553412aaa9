/**
 * Hosts on one machine whose network is like one: each is a process in a namespace of the kernel,
 * with a rate, a delay, losses and cuts. Benchmarks and nightly tests use it; it needs root and
 * iproute2. Nothing here waits without a limit or leaves a process or a namespace behind.
 */
package io.cofire.tests.network;

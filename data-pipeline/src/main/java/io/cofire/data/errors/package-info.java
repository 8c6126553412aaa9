/**
 * What an exception says of itself as data: whose turn it is, and whether another attempt may pass.
 * Every room below and above may use it; exit codes and restarts follow from it. It never reads a
 * message.
 */
package io.cofire.data.errors;

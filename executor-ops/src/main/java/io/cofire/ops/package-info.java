/** Root of the executor-ops module. */
package io.cofire.ops;

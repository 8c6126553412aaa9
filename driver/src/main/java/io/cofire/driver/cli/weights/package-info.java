/** Commands that bring weights in. */
package io.cofire.driver.cli.weights;

/** Root of the driver module. */
package io.cofire.driver;

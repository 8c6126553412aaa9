/** Root of the data-pipeline module. */
package io.cofire.data;

/**
 * How many processes a training takes on a cluster, and how large each must be: worked out from its
 * recipe and the manifest of its data. The command line prints it; nothing here starts Spark.
 */
package io.cofire.driver.sizing;

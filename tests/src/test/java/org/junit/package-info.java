/**
 * What of JUnit 4 Hadoop's small clusters ask for. They alone may call it. It never holds a test.
 */
package org.junit;

/**
 * Figures, tables and theorems of Zheng 2020, threshold-dependent batch normalisation. The list of
 * exhibits calls it. It never knows where they are shown.
 */
package io.cofire.driver.figures.tdbn;

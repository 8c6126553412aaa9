/**
 * Figures and tables of Wu 2019, direct training with NeuNorm. The list of exhibits calls it. It
 * never knows where they are shown.
 */
package io.cofire.driver.figures.neunorm;

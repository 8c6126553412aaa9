/**
 * Figures and tables of Fang 2021, deep residual learning in spiking neural networks. The list of
 * exhibits calls it. It never knows where they are shown.
 */
package io.cofire.driver.figures.sew;

/**
 * Figures, tables and equations of Hu 2021, membrane-shortcut residual networks. The list of
 * exhibits calls it. It never knows where they are shown.
 */
package io.cofire.driver.figures.ms;

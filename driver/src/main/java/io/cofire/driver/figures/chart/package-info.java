/**
 * Panels as SVG text: lines over linear or logarithmic axes, maps, tables. The page of the figures
 * calls it. It never chooses a colour: the page's style sheet does, by a line's place.
 */
package io.cofire.driver.figures.chart;

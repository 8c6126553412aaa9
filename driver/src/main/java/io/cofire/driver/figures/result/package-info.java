/**
 * What a figure came to: panels of curves, and remarks on them beside the paper. Those who compute
 * figures make it, the page and the CSV show it. It never knows how it is drawn.
 */
package io.cofire.driver.figures.result;

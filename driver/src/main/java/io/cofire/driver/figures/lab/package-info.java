/**
 * Where figures are computed: samples in memory, engines on several threads, one step of a network
 * with what it leaves behind, small trainings in this process. Exhibits use it. It never knows
 * which figure it works for.
 */
package io.cofire.driver.figures.lab;

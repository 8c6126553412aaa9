/**
 * Learning-rate schedules, pure functions of the training's progress. Recipes choose one, the
 * rank's step asks it. It never keeps state.
 */
package io.cofire.ops.schedule;

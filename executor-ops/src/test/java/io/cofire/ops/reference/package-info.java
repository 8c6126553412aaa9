/**
 * The reference engine: plain loops in double precision, as close to the formulas as code gets. Any
 * test may open it, alone or against a fast engine. It never tries to be fast.
 */
package io.cofire.ops.reference;

/**
 * The house's walls as tests: who may import what, and which calls nobody may make. The build runs
 * them. They never look at behaviour.
 */
package io.cofire.tests.architecture;

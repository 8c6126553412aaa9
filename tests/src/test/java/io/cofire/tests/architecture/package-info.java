/**
 * The house's walls as tests: who may import what, which calls nobody may make, how names and
 * packages look. The build runs them, and runs each over a planted fault that it must report. They
 * never look at behaviour.
 */
package io.cofire.tests.architecture;

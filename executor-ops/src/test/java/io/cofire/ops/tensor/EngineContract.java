package io.cofire.ops.tensor;

/** What every contract starts from. */
interface EngineContract {

  /** Name of the engine under test. */
  String engine();
}

package io.cofire.ops.host;

/** Blocks of one thread, for operations that read up to four tensors. */
record Operands(float[] first, float[] second, float[] third, float[] fourth) {

  Operands() {
    this(Blocks.block(), Blocks.block(), Blocks.block(), Blocks.block());
  }
}

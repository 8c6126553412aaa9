package io.cofire.ops.block;

/** Which shortcuts of a residual network have a norm. */
public enum ShortcutNorm {
  /** All, identity ones included (Zheng 2020 Fig. 5b). */
  EVERY,
  /** Only those with a convolution: public tdBN code, SEW and MS networks. */
  PROJECTIONS
}

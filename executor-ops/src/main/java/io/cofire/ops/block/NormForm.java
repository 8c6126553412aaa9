package io.cofire.ops.block;

import io.cofire.ops.layer.BatchNorm.Scaling;

/** How a norm knows the threshold. */
public enum NormForm {
  /** alpha * V_th in the forward pass, gamma from 1 (Zheng 2020 Eq. 5, 6). */
  TDBN {
    @Override
    public Scaling scaling(double alpha, double threshold) {
      return Scaling.threshold(alpha, threshold);
    }
  },
  /** Gamma from alpha * V_th: equal at the start (SpikingJelly and others). */
  TDBN_START {
    @Override
    public Scaling scaling(double alpha, double threshold) {
      return Scaling.startingFrom(alpha * threshold);
    }
  },
  /** Gamma from V_th, without alpha (the code of Hu 2021). */
  THRESHOLD_START {
    @Override
    public Scaling scaling(double alpha, double threshold) {
      return Scaling.startingFrom(threshold);
    }
  },
  /** Plain batch normalisation, gamma from 1 (Fang 2021). */
  BATCH {
    @Override
    public Scaling scaling(double alpha, double threshold) {
      return Scaling.PLAIN;
    }
  };

  /**
   * The scaling of one norm.
   *
   * @param alpha share of the threshold: 1, or 1/sqrt(2) before an addition
   * @param threshold V_th of the neurons behind it
   */
  public abstract Scaling scaling(double alpha, double threshold);
}

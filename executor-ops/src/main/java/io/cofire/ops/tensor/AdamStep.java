package io.cofire.ops.tensor;

/**
 * The scalars of one step of Adam (Kingma and Ba 2015, Algorithm 1, in the order of its section 2's
 * end, as PyTorch computes it):
 *
 * <pre>
 *   d = g + weightDecay*p
 *   m = beta1*m + (1 - beta1)*d
 *   v = beta2*v + (1 - beta2)*d^2
 *   p = p - rate * m / (secondScale*sqrt(v) + epsilon)
 * </pre>
 *
 * @param rate learning rate over 1 - beta1^k, k the number of this step from 1 on
 * @param beta1 share of the first moment that stays
 * @param beta2 share of the second moment that stays
 * @param secondScale 1 / sqrt(1 - beta2^k)
 * @param epsilon added to the root
 * @param weightDecay L2 factor
 */
public record AdamStep(
    float rate, float beta1, float beta2, float secondScale, float epsilon, float weightDecay) {}

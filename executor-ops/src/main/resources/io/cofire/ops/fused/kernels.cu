// Cofire's own kernels for GPUs: everything of a training step but convolutions and matrix products, each step of the
// work in one kernel. The compiler alone is needed, nvcc, NVRTC or, with COFIRE_HOST, any of C++17 (the tests').
//
// Every kernel takes one structure: pointers first, then 64-bit numbers, then 32-bit ones, so that it has no gaps and
// Java can lay it out. Grids stride over the work, so any grid and block will do and none changes a bit. Sums are cut
// into strands by the shape alone, and added in a fixed order: no atomics. There is no function of the math library
// but the exact square root, and no fused multiply-add (-fmad=false), so that a GPU gives the bits of the processor.
#ifdef COFIRE_HOST
#include "host.h"
#else
#define DEVICE static __device__ __forceinline__
#define KERNEL(name, Arguments) extern "C" __global__ void __launch_bounds__(256) name(const Arguments a)
// One element of the whole grid's work after the other.
#define EACH(i, n)                                                                                        \
  for (Count i = blockIdx.x * (Count)blockDim.x + threadIdx.x; i < (n); i += (Count)gridDim.x * blockDim.x)
// One part of a block's work after the other, begun when all of the block have ended the phase before.
#define PHASE(i, n) \
  __syncthreads();  \
  for (int i = (int)threadIdx.x; i < (n); i += (int)blockDim.x)
#define SHARED(Type, name, size) __shared__ Type name[size]
#endif

typedef long long Count;

// ---------------------------------------------------------------------------------------------------------- packs

// Neighbours that one thread loads at once: W = 4 where addresses and sizes allow, else 1.
template <int W>
struct alignas(4 * W) Pack {
  float v[W];
};

template <int W>
DEVICE Pack<W> load(const float* from) {
  return *reinterpret_cast<const Pack<W>*>(from);
}

template <int W>
DEVICE void store(float* to, const Pack<W>& pack) {
  *reinterpret_cast<Pack<W>*>(to) = pack;
}

// Of the W channels of the elements from i on.
template <int W>
DEVICE Pack<W> channels_at(const float* per_channel, Count i, int channels) {
  Pack<W> pack;
#pragma unroll
  for (int j = 0; j < W; j++) pack.v[j] = per_channel[(unsigned long long)(i + j) % (unsigned)channels];
  return pack;
}

#define BY_WIDTH(function) \
  if (a.width == 4)        \
    function<4>(a);        \
  else                     \
    function<1>(a);

// -------------------------------------------------------------------------------------------------------- neurons

// io.cofire.ops.neuron.Dynamics in single precision. through: 1 where the reset's gradient flows; above: 1 where a
// membrane at the threshold is silent.
struct Dynamics {
  float carry, gain, bias, threshold, rest, hard, target, through;
  int above, surrogate;
  float p, q;
};

// A membrane that is no number gives a spike that is none: the training's alarm hears of it.
DEVICE float fire(const Dynamics& d, float h) {
  const bool fires = d.above ? h > d.threshold : h >= d.threshold;
  return fires ? 1.0f : h == h ? 0.0f : h;
}

DEVICE float after_reset(const Dynamics& d, float h, float s) {
  return (1.0f - d.hard * s) * h + s * d.target;
}

// exp(-z) = exp(-z/32)^32, the inner one by its series for z/32 in [0, 1], as in Java.
DEVICE float sigmoid_slope(float steepness, float u) {
  const float z = fabsf(steepness * u);
  const float y = (z > 32.0f ? 32.0f : z) * (-1.0f / 32.0f);
  const float high = 1.0f + y * (1.0f / 6) * (1.0f + y * (1.0f / 7) * (1.0f + y * (1.0f / 8) * (1.0f + y * (1.0f / 9))));
  float e = 1.0f + y * (1.0f + y * 0.5f * (1.0f + y * (1.0f / 3) * (1.0f + y * 0.25f * (1.0f + y * 0.2f * high))));
  e *= e;
  e *= e;
  e *= e;
  e *= e;
  e *= e;
  return steepness * e / ((1.0f + e) * (1.0f + e));
}

// ds/dh at distance u: the equations of Surrogate.Form.Equation.
DEVICE float slope(const Dynamics& d, float u) {
  const float far = fabsf(u);
  switch (d.surrogate) {
    case 0:  // window
      return far < d.p ? d.q : far == far ? 0.0f : far;
    case 1: {  // bell
      const float z = d.q * u;
      return d.p / (1.0f + z * z);
    }
    case 2: {  // tent
      const float side = d.p - d.q * far;
      return side < 0.0f ? 0.0f : side;
    }
    default:  // logistic
      return sigmoid_slope(d.p, u);
  }
}

// With scale and shift, those of the norm before: its output never goes to memory.
struct NeuronForward {
  const float *x, *scale, *shift;
  float *h, *s;
  Count n;  // neurons, each with its own T currents, n apart
  int steps, channels, width;
  Dynamics d;
};

template <int W>
DEVICE void neuron_forward_of(const NeuronForward& a) {
  EACH(lane, a.n / W) {
    const Count i = lane * W;
    Pack<W> v, scale, shift;
    for (int j = 0; j < W; j++) v.v[j] = a.d.rest;
    if (a.scale) {
      scale = channels_at<W>(a.scale, i, a.channels);
      shift = channels_at<W>(a.shift, i, a.channels);
    }
    for (int t = 0; t < a.steps; t++) {
      Pack<W> h = load<W>(a.x + t * a.n + i), s;
#pragma unroll
      for (int j = 0; j < W; j++) {
        const float current = a.scale ? scale.v[j] * h.v[j] + shift.v[j] : h.v[j];
        h.v[j] = a.d.carry * v.v[j] + a.d.gain * current + a.d.bias;
        s.v[j] = fire(a.d, h.v[j]);
        v.v[j] = after_reset(a.d, h.v[j], s.v[j]);
      }
      store<W>(a.h + t * a.n + i, h);
      store<W>(a.s + t * a.n + i, s);
    }
  }
}

KERNEL(neuron_forward, NeuronForward) { BY_WIDTH(neuron_forward_of) }

struct NeuronSpikes {
  const float* h;
  float* s;
  Count n;
  int width;
  Dynamics d;
};

template <int W>
DEVICE void neuron_spikes_of(const NeuronSpikes& a) {
  EACH(lane, a.n / W) {
    Pack<W> s = load<W>(a.h + lane * W);
#pragma unroll
    for (int j = 0; j < W; j++) s.v[j] = fire(a.d, s.v[j]);
    store<W>(a.s + lane * W, s);
  }
}

KERNEL(neuron_spikes, NeuronSpikes) { BY_WIDTH(neuron_spikes_of) }

// Back through time. A lane takes every lanes-th pack, so that all of its packs are of the same channels where lanes is
// a multiple of them. With norm_sums, also the sums that the norm before needs: gx and gx (x - mean), per channel.
// With learning_sums, those of DynamicsGradient: gx h, gx v[t-1], gx.
struct NeuronBackward {
  const float *h, *gs;
  float* gx;
  const float *x, *mean;
  double *norm_sums, *learning_sums;
  Count n, lanes;
  int steps, channels, width;
  Dynamics d;
};

template <int W>
struct NeuronSums {
  double norm[2][W];
  double learning[3];
};

template <int W>
DEVICE void through_time(const NeuronBackward& a, Count i, const Pack<W>& mean, NeuronSums<W>& sums) {
  Pack<W> gv, plain, product;
  float membrane = 0.0f, before = 0.0f, all = 0.0f;
#pragma unroll
  for (int j = 0; j < W; j++) gv.v[j] = plain.v[j] = product.v[j] = 0.0f;
  Pack<W> later = gv;
  for (int t = a.steps - 1; t >= 0; t--) {
    const Count at = t * a.n + i;
    const Pack<W> h = load<W>(a.h + at);
    Pack<W> gx = load<W>(a.gs + at), x;
    if (a.norm_sums) x = load<W>(a.x + at);
#pragma unroll
    for (int j = 0; j < W; j++) {
      const float s = fire(a.d, h.v[j]);
      const float rise = slope(a.d, h.v[j] - a.d.threshold);
      const float over = 1.0f - a.d.hard * s + a.d.through * rise * (a.d.target - a.d.hard * h.v[j]);
      const float gh = gx.v[j] * rise + gv.v[j] * over;
      gx.v[j] = a.d.gain * gh;
      gv.v[j] = a.d.carry * gh;
      if (a.norm_sums) {
        plain.v[j] += gx.v[j];
        product.v[j] += gx.v[j] * (x.v[j] - mean.v[j]);
      }
      if (a.learning_sums) {
        before += later.v[j] * after_reset(a.d, h.v[j], s);
        membrane += gx.v[j] * h.v[j];
        all += gx.v[j];
        later.v[j] = gx.v[j];
      }
    }
    store<W>(a.gx + at, gx);
  }
#pragma unroll
  for (int j = 0; j < W; j++) {
    sums.norm[0][j] += plain.v[j];
    sums.norm[1][j] += product.v[j];
    before += a.d.rest * later.v[j];
  }
  sums.learning[0] += membrane;
  sums.learning[1] += before;
  sums.learning[2] += all;
}

template <int W>
DEVICE void neuron_backward_of(const NeuronBackward& a) {
  EACH(lane, a.lanes) {
    NeuronSums<W> sums = {};
    Pack<W> mean;
    if (a.norm_sums) mean = channels_at<W>(a.mean, lane * W, a.channels);
    for (Count i = lane; i < a.n / W; i += a.lanes) through_time<W>(a, i * W, mean, sums);
    if (a.norm_sums) {
      for (int j = 0; j < W; j++) {
        a.norm_sums[lane * W + j] = sums.norm[0][j];
        a.norm_sums[a.lanes * W + lane * W + j] = sums.norm[1][j];
      }
    }
    if (a.learning_sums) {
      for (int k = 0; k < 3; k++) a.learning_sums[k * a.lanes + lane] = sums.learning[k];
    }
  }
}

KERNEL(neuron_backward, NeuronBackward) { BY_WIDTH(neuron_backward_of) }

// ----------------------------------------------------------------------------------------------------------- sums

// Adds what the lanes of another kernel left, [kinds,strands,channels] to [kinds,channels]: 32 threads share a channel.
struct Finish {
  const double* parts;
  double* sums;
  int strands, channels, kinds;
};

KERNEL(finish, Finish) {
  SHARED(double, sum, 256);
  const int tiles = (a.channels + 7) / 8;
  for (int tile = (int)blockIdx.x; tile < tiles * a.kinds; tile += (int)gridDim.x) {
    const int kind = tile / tiles, first = tile % tiles * 8;
    const double* parts = a.parts + (Count)kind * a.strands * a.channels;
    PHASE(i, 256) {
      const int c = first + i % 8;
      double mine = 0.0;
      if (c < a.channels) {
        for (int strand = i / 8; strand < a.strands; strand += 32) mine += parts[(Count)strand * a.channels + c];
      }
      sum[i] = mine;
    }
    for (int half = 128; half >= 8; half /= 2) {
      PHASE(i, half) sum[i] += sum[i + half];
    }
    PHASE(i, 8) {
      if (first + i < a.channels) a.sums[kind * a.channels + first + i] = sum[i];
    }
  }
}

// One number of all elements.
struct Total {
  const float* x;
  double* parts;
  Count n, lanes;
  int what;  // 0: elements that are not zero; 1: squares
};

KERNEL(total, Total) {
  EACH(lane, a.lanes) {
    double sum = 0.0;
    for (Count i = lane; i < a.n; i += a.lanes) {
      const float x = a.x[i];
      sum += a.what == 0 ? (x != 0.0f ? 1.0 : 0.0) : (double)x * (double)x;
    }
    a.parts[lane] = sum;
  }
}

// ---------------------------------------------------------------------------------------------------------- norms

// x is [rows,channels]. Strand j takes rows j, j + strands, ..., eight at a time: those are added in single precision as
// a tree, and the eights in double precision.
struct NormSums {
  const float *x, *gy, *mean;
  double* parts;
  Count rows;
  int strands, channels, width;
};

DEVICE float tree(const float (&x)[8]) {
  return ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
}

// parts: x - centre, its square, and the centre, which is the channel's first element: a large mean costs no digits.
template <int W>
DEVICE void norm_moments_of(const NormSums& a) {
  const int across = a.channels / W;
  EACH(lane, (Count)a.strands * across) {
    const int strand = (int)(lane / across), c = (int)(lane % across) * W;
    const Pack<W> centre = load<W>(a.x + c);
    double sum[W] = {}, squares[W] = {};
    for (Count row = strand; row < a.rows; row += 8 * (Count)a.strands) {
      Pack<W> x[8];
      int count = 0;
#pragma unroll
      for (int k = 0; k < 8; k++) {
        const Count r = row + k * (Count)a.strands;
        x[k] = load<W>(a.x + (r < a.rows ? r : row) * a.channels + c);
        count += r < a.rows ? 1 : 0;
      }
#pragma unroll
      for (int j = 0; j < W; j++) {
        float d[8];
#pragma unroll
        for (int k = 0; k < 8; k++) d[k] = k < count ? x[k].v[j] - x[0].v[j] : 0.0f;
        const float middle = tree(d) / (float)count;
#pragma unroll
        for (int k = 0; k < 8; k++) d[k] = k < count ? (d[k] - middle) * (d[k] - middle) : 0.0f;
        const double mean = ((double)x[0].v[j] - (double)centre.v[j]) + (double)middle;
        sum[j] += count * mean;
        squares[j] += (double)tree(d) + count * mean * mean;
      }
    }
    const Count kind = (Count)a.strands * a.channels, at = (Count)strand * a.channels + c;
    for (int j = 0; j < W; j++) {
      a.parts[at + j] = sum[j];
      a.parts[kind + at + j] = squares[j];
      a.parts[2 * kind + at + j] = strand == 0 ? (double)centre.v[j] : 0.0;
    }
  }
}

KERNEL(norm_moments, NormSums) { BY_WIDTH(norm_moments_of) }

// parts: gy and gy (x - mean).
template <int W>
DEVICE void norm_gradient_sums_of(const NormSums& a) {
  const int across = a.channels / W;
  EACH(lane, (Count)a.strands * across) {
    const int strand = (int)(lane / across), c = (int)(lane % across) * W;
    const Pack<W> mean = load<W>(a.mean + c);
    double plain[W] = {}, product[W] = {};
    for (Count row = strand; row < a.rows; row += 8 * (Count)a.strands) {
      Pack<W> x[8], gy[8];
      int count = 0;
#pragma unroll
      for (int k = 0; k < 8; k++) {
        const Count r = row + k * (Count)a.strands;
        x[k] = load<W>(a.x + (r < a.rows ? r : row) * a.channels + c);
        gy[k] = load<W>(a.gy + (r < a.rows ? r : row) * a.channels + c);
        count += r < a.rows ? 1 : 0;
      }
#pragma unroll
      for (int j = 0; j < W; j++) {
        float g[8], p[8];
#pragma unroll
        for (int k = 0; k < 8; k++) {
          g[k] = k < count ? gy[k].v[j] : 0.0f;
          p[k] = k < count ? gy[k].v[j] * (x[k].v[j] - mean.v[j]) : 0.0f;
        }
        plain[j] += (double)tree(g);
        product[j] += (double)tree(p);
      }
    }
    const Count kind = (Count)a.strands * a.channels, at = (Count)strand * a.channels + c;
    for (int j = 0; j < W; j++) {
      a.parts[at + j] = plain[j];
      a.parts[kind + at + j] = product[j];
    }
  }
}

KERNEL(norm_gradient_sums, NormSums) { BY_WIDTH(norm_gradient_sums_of) }

// y = p[c] * g + q[c] * x + k[c], or, without g, y = q[c] * x + k[c].
struct Affine {
  const float *x, *g, *p, *q, *k;
  float* y;
  Count n;
  int channels, width;
};

template <int W>
DEVICE void affine_of(const Affine& a) {
  EACH(lane, a.n / W) {
    const Count i = lane * W;
    const Pack<W> q = channels_at<W>(a.q, i, a.channels), k = channels_at<W>(a.k, i, a.channels);
    Pack<W> y = load<W>(a.x + i);
    if (a.g) {
      const Pack<W> p = channels_at<W>(a.p, i, a.channels), g = load<W>(a.g + i);
#pragma unroll
      for (int j = 0; j < W; j++) y.v[j] = p.v[j] * g.v[j] + q.v[j] * y.v[j] + k.v[j];
    } else {
#pragma unroll
      for (int j = 0; j < W; j++) y.v[j] = q.v[j] * y.v[j] + k.v[j];
    }
    store<W>(a.y + i, y);
  }
}

KERNEL(affine, Affine) { BY_WIDTH(affine_of) }

// ---------------------------------------------------------------------------------------------------------- joins

struct Join {
  const float *a, *x, *g;
  float *out, *gx;
  Count n;
  int what, width;  // 0: a + x; 1: a x; 2: (1 - a) x; 3, 4: the gradients of 1 and 2, out that of a
};

template <int W>
DEVICE void join_of(const Join& a) {
  const float open = a.what == 2 || a.what == 4 ? 1.0f : 0.0f, sign = open == 1.0f ? -1.0f : 1.0f;
  EACH(lane, a.n / W) {
    const Count i = lane * W;
    const Pack<W> gate = load<W>(a.a + i), x = load<W>(a.x + i);
    Pack<W> out, gx;
    if (a.what >= 3) {
      const Pack<W> g = load<W>(a.g + i);
#pragma unroll
      for (int j = 0; j < W; j++) {
        out.v[j] = x.v[j] * (0.0f + sign * g.v[j]);
        gx.v[j] = g.v[j] * (open + sign * gate.v[j]);
      }
      store<W>(a.gx + i, gx);
    } else {
#pragma unroll
      for (int j = 0; j < W; j++) {
        out.v[j] = a.what == 0 ? gate.v[j] + x.v[j] : x.v[j] * (open + sign * gate.v[j]);
      }
    }
    store<W>(a.out + i, out);
  }
}

KERNEL(join, Join) { BY_WIDTH(join_of) }

// -------------------------------------------------------------------------------------------------- along time

struct AlongTime {
  const float *x, *mask;
  float* y;
  Count n;  // elements of one timestep
  int steps, what, width;  // 0: y[t] = x / divisor; 1: y = sum of x[t] / divisor; 2: y[t] = mask * x[t]
  float divisor;
};

template <int W>
DEVICE void along_time_of(const AlongTime& a) {
  EACH(lane, a.n / W) {
    const Count i = lane * W;
    Pack<W> first = load<W>((a.what == 2 ? a.mask : a.x) + i);
    if (a.what == 1) {
      for (int j = 0; j < W; j++) first.v[j] = 0.0f + first.v[j];
      for (int t = 1; t < a.steps; t++) {
        const Pack<W> x = load<W>(a.x + t * a.n + i);
#pragma unroll
        for (int j = 0; j < W; j++) first.v[j] += x.v[j];
      }
    }
    if (a.what != 2) {
#pragma unroll
      for (int j = 0; j < W; j++) first.v[j] /= a.divisor;
    }
    if (a.what == 1) store<W>(a.y + i, first);
    for (int t = 0; a.what != 1 && t < a.steps; t++) {
      Pack<W> y = first;
      if (a.what == 2) {
        const Pack<W> x = load<W>(a.x + t * a.n + i);
#pragma unroll
        for (int j = 0; j < W; j++) y.v[j] *= x.v[j];
      }
      store<W>(a.y + t * a.n + i, y);
    }
  }
}

KERNEL(along_time, AlongTime) { BY_WIDTH(along_time_of) }

// -------------------------------------------------------------------------------------------------------- NeuNorm

// s and y are [T,rows,maps], x [T,rows], with rows = frame * pixels; u is [pixels,own], own = maps or 1.
struct NeuNorm {
  const float *s, *u;
  float *x, *y;
  int steps, rows, pixels, maps, own;
  float carry, strength;
};

// 32 threads share a pixel's maps; a block takes eight pixels through all timesteps.
KERNEL(neunorm_forward, NeuNorm) {
  SHARED(float, part, 256);
  SHARED(float, trace, 8);
  for (Count tile = blockIdx.x * 8; tile < a.rows; tile += gridDim.x * 8) {
    PHASE(i, 8) trace[i] = 0.0f;
    for (int t = 0; t < a.steps; t++) {
      PHASE(i, 256) {
        const Count row = tile + i / 32;
        float sum = 0.0f;
        for (int c = i % 32; row < a.rows && c < a.maps; c += 32) sum += a.s[((Count)t * a.rows + row) * a.maps + c];
        part[i] = sum;
      }
      PHASE(i, 8) {
        float sum = 0.0f;
        for (int k = 0; k < 32; k++) sum += part[i * 32 + k];
        trace[i] = a.carry * trace[i] + a.strength * sum;
        if (tile + i < a.rows) a.x[(Count)t * a.rows + tile + i] = trace[i];
      }
      PHASE(i, 256) {
        const Count row = tile + i / 32;
        for (int c = i % 32; row < a.rows && c < a.maps; c += 32) {
          const Count at = ((Count)t * a.rows + row) * a.maps + c;
          a.y[at] = a.s[at] - a.u[row % a.pixels * a.own + (a.own == 1 ? 0 : c)] * trace[i / 32];
        }
      }
    }
  }
}

// s is the gradient of y here, y receives that of s.
KERNEL(neunorm_backward, NeuNorm) {
  SHARED(float, part, 256);
  SHARED(float, carried, 8);
  for (Count tile = blockIdx.x * 8; tile < a.rows; tile += gridDim.x * 8) {
    PHASE(i, 8) carried[i] = 0.0f;
    for (int t = a.steps - 1; t >= 0; t--) {
      PHASE(i, 256) {
        const Count row = tile + i / 32;
        float sum = 0.0f;
        for (int c = i % 32; row < a.rows && c < a.maps; c += 32) {
          sum += a.s[((Count)t * a.rows + row) * a.maps + c] * a.u[row % a.pixels * a.own + (a.own == 1 ? 0 : c)];
        }
        part[i] = sum;
      }
      PHASE(i, 8) {
        float sum = 0.0f;
        for (int k = 0; k < 32; k++) sum += part[i * 32 + k];
        carried[i] = a.carry * carried[i] - sum;
      }
      PHASE(i, 256) {
        const Count row = tile + i / 32;
        for (int c = i % 32; row < a.rows && c < a.maps; c += 32) {
          const Count at = ((Count)t * a.rows + row) * a.maps + c;
          a.y[at] = a.s[at] + a.strength * carried[i / 32];
        }
      }
    }
  }
}

// u's gradient is added to y: -(sum over images, and over maps where they share it) of s x.
KERNEL(neunorm_weights, NeuNorm) {
  SHARED(double, part, 256);
  const int images = a.steps * (a.rows / a.pixels), terms = a.maps / a.own;
  const Count weights = (Count)a.pixels * a.own;
  for (Count tile = blockIdx.x * 8; tile < weights; tile += gridDim.x * 8) {
    PHASE(i, 256) {
      const Count weight = tile + i % 8;
      const Count pixel = weight / a.own, map = weight % a.own;
      double sum = 0.0;
      for (int image = i / 8; weight < weights && image < images; image += 32) {
        const Count at = (Count)image * a.pixels + pixel;
        float all = 0.0f;
        for (int c = 0; c < terms; c++) all += a.s[at * a.maps + map + c];
        sum += (double)(all * a.x[at]);
      }
      part[i] = sum;
    }
    for (int half = 128; half >= 8; half /= 2) {
      PHASE(i, half) part[i] += part[i + half];
    }
    PHASE(i, 8) {
      if (tile + i < weights) a.y[tile + i] -= (float)part[i];
    }
  }
}

// ---------------------------------------------------------------------------------------------------------- pools

// x is [images,height,across,channels]. Backward gathers: an input asks the windows above it, rows before columns.
struct Pool {
  const float *x, *gy;
  float* y;
  Count n;
  int height, across, out_height, out_across, channels, window, stride, padding;
  int what;  // 0: largest; 1: mean; 2, 3: their gradients
};

DEVICE int larger(int x, int y) { return x > y ? x : y; }
DEVICE int smaller(int x, int y) { return x < y ? x : y; }

// Place of the first largest element of a window; a number is above what is none, unless that comes first.
DEVICE Count winner(const Pool& a, Count image, int p, int q, int c) {
  const int top = larger(0, p * a.stride - a.padding), left = larger(0, q * a.stride - a.padding);
  const int bottom = smaller(a.height, p * a.stride - a.padding + a.window);
  const int right = smaller(a.across, q * a.stride - a.padding + a.window);
  Count best = ((image * a.height + top) * a.across + left) * a.channels + c;
  for (int row = top; row < bottom; row++) {
    for (int column = left; column < right; column++) {
      const Count at = ((image * a.height + row) * a.across + column) * a.channels + c;
      if (a.x[at] > a.x[best]) best = at;
    }
  }
  return best;
}

DEVICE float window_value(const Pool& a, Count image, int p, int q, int c) {
  const int top = larger(0, p * a.stride - a.padding), left = larger(0, q * a.stride - a.padding);
  const int bottom = smaller(a.height, p * a.stride - a.padding + a.window);
  const int right = smaller(a.across, q * a.stride - a.padding + a.window);
  float value = a.what == 1 ? 0.0f : a.x[((image * a.height + top) * a.across + left) * a.channels + c];
  for (int row = top; row < bottom; row++) {
    for (int column = left; column < right; column++) {
      const float x = a.x[((image * a.height + row) * a.across + column) * a.channels + c];
      if (a.what == 1) {
        value += x;
      } else if (x > value || x != x) {
        value = x;
      }
    }
  }
  return a.what == 1 ? value / ((float)a.window * a.window) : value;
}

DEVICE float window_gradient(const Pool& a, Count i, Count image, int row, int column, int c) {
  const int first_p = larger(0, (row + a.padding - a.window + a.stride) / a.stride);
  const int first_q = larger(0, (column + a.padding - a.window + a.stride) / a.stride);
  const int last_p = smaller(a.out_height - 1, (row + a.padding) / a.stride);
  const int last_q = smaller(a.out_across - 1, (column + a.padding) / a.stride);
  float sum = 0.0f;
  for (int p = first_p; p <= last_p; p++) {
    for (int q = first_q; q <= last_q; q++) {
      const float gy = a.gy[((image * a.out_height + p) * a.out_across + q) * a.channels + c];
      if (a.what == 3) {
        sum += gy / ((float)a.window * a.window);
      } else if (winner(a, image, p, q, c) == i) {
        sum += gy;
      }
    }
  }
  return sum;
}

KERNEL(pool, Pool) {
  const int across = a.what < 2 ? a.out_across : a.across, height = a.what < 2 ? a.out_height : a.height;
  EACH(i, a.n) {
    const unsigned c = (unsigned)i % (unsigned)a.channels, pixel = (unsigned)i / (unsigned)a.channels;
    const unsigned column = pixel % (unsigned)across, line = pixel / (unsigned)across;
    const int row = (int)(line % (unsigned)height);
    const Count image = line / (unsigned)height;
    a.y[i] = a.what < 2 ? window_value(a, image, row, (int)column, (int)c)
                        : window_gradient(a, i, image, row, (int)column, (int)c);
  }
}

struct GlobalPool {
  const float* x;
  float* y;
  Count n;
  int pixels, channels, what;  // 0: mean of an image's pixels, n outputs; 1: its gradient, n inputs
};

KERNEL(global_pool, GlobalPool) {
  EACH(i, a.n) {
    const Count c = i % a.channels, pixel = i / a.channels;
    if (a.what == 1) {
      a.y[i] = a.x[pixel / a.pixels * a.channels + c] / (float)a.pixels;
      continue;
    }
    double sum = 0.0;
    for (int p = 0; p < a.pixels; p += 8) {
      float x[8];
#pragma unroll
      for (int k = 0; k < 8; k++) x[k] = p + k < a.pixels ? a.x[(pixel * a.pixels + p + k) * a.channels + c] : 0.0f;
      sum += (double)tree(x);
    }
    a.y[i] = (float)(sum / a.pixels);
  }
}

// -------------------------------------------------------------------------------------------------------- updates

// With the names of Adam: m is also SGD's velocity, beta1 its momentum, and the decay of a moving average.
struct Update {
  float* p;
  const float* g;
  float *m, *v;
  Count n;
  int what, width;  // 0: SGD with momentum; 1: Adam; 2: p = rate * p; 3: p = beta1 * p + (1 - beta1) * g
  float rate, beta1, beta2, scale, epsilon, decay;
};

template <int W>
DEVICE void update_of(const Update& a) {
  EACH(lane, a.n / W) {
    const Count i = lane * W;
    Pack<W> p = load<W>(a.p + i), g = p, m = p, v = p;
    if (a.what != 2) g = load<W>(a.g + i);
    if (a.what < 2) m = load<W>(a.m + i);
    if (a.what == 1) v = load<W>(a.v + i);
#pragma unroll
    for (int j = 0; j < W; j++) {
      if (a.what == 0) {
        m.v[j] = a.beta1 * m.v[j] + (g.v[j] + a.decay * p.v[j]);
        p.v[j] -= a.rate * m.v[j];
      } else if (a.what == 1) {
        const float d = g.v[j] + a.decay * p.v[j];
        m.v[j] = a.beta1 * m.v[j] + (1.0f - a.beta1) * d;
        v.v[j] = a.beta2 * v.v[j] + (1.0f - a.beta2) * d * d;
        p.v[j] -= a.rate * m.v[j] / (a.scale * sqrtf(v.v[j]) + a.epsilon);
      } else if (a.what == 2) {
        p.v[j] *= a.rate;
      } else {
        p.v[j] = a.beta1 * p.v[j] + (1.0f - a.beta1) * g.v[j];
      }
    }
    store<W>(a.p + i, p);
    if (a.what < 2) store<W>(a.m + i, m);
    if (a.what == 1) store<W>(a.v + i, v);
  }
}

KERNEL(update, Update) { BY_WIDTH(update_of) }

// Every kernel with its structure, for those who call them by name.
#define KERNELS(K)                                                                                    \
  K(neuron_forward, NeuronForward)                                                                    \
  K(neuron_spikes, NeuronSpikes)                                                                      \
  K(neuron_backward, NeuronBackward)                                                                  \
  K(finish, Finish)                                                                                   \
  K(total, Total)                                                                                     \
  K(norm_moments, NormSums)                                                                           \
  K(norm_gradient_sums, NormSums)                                                                     \
  K(affine, Affine)                                                                                   \
  K(join, Join)                                                                                       \
  K(along_time, AlongTime)                                                                            \
  K(neunorm_forward, NeuNorm)                                                                         \
  K(neunorm_backward, NeuNorm)                                                                        \
  K(neunorm_weights, NeuNorm)                                                                         \
  K(pool, Pool)                                                                                       \
  K(global_pool, GlobalPool)                                                                          \
  K(update, Update)

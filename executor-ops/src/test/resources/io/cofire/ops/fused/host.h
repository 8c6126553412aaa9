// Makes a grid's blocks and threads loops, for the C++ compiler: a kernel is called once for each block, and each phase
// of it runs its threads one after the other.
#pragma once
#include <cmath>
#include <cstring>

struct Index {
  unsigned x;
};
static Index blockIdx, threadIdx, blockDim, gridDim;

#define DEVICE static inline
#define KERNEL(name, Arguments) static void name(const Arguments a)
#define EACH(i, n)                                                         \
  for (threadIdx.x = 0; threadIdx.x < blockDim.x; threadIdx.x++)           \
    for (Count i = blockIdx.x * (Count)blockDim.x + threadIdx.x; i < (n); \
         i += (Count)gridDim.x * blockDim.x)
#define PHASE(i, n)                                                \
  for (threadIdx.x = 0; threadIdx.x < blockDim.x; threadIdx.x++) \
    for (int i = (int)threadIdx.x; i < (n); i += (int)blockDim.x)
// Full of NaN: what no phase wrote must not be read.
#define SHARED(Type, name, size) \
  Type name[size];               \
  std::memset(name, 0xff, sizeof name)

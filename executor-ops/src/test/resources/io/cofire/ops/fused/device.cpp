// A device of one thread: allocates, copies and launches as its standard input says, until that ends. Every allocation
// is one of its own, so that the address sanitizer sees a kernel that leaves it.
#include "kernels.cu"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

static void need(bool fine, const char* what) {
  if (!fine) {
    std::fprintf(stderr, "device: %s\n", what);
    std::exit(1);
  }
}

template <typename T>
static T take() {
  T value;
  need(std::fread(&value, sizeof value, 1, stdin) == 1, "input ends within a command");
  return value;
}

template <typename T>
static void say(const T& value) {
  need(std::fwrite(&value, sizeof value, 1, stdout) == 1, "nobody reads");
}

static void describe() {
  int count = 0;
#define K(name, Arguments) count++;
  KERNELS(K)
#undef K
  say<int32_t>(count);
#define K(name, Arguments)                                  \
  say<int32_t>((int32_t)std::strlen(#name));                \
  std::fwrite(#name, 1, std::strlen(#name), stdout);        \
  say<int32_t>((int32_t)sizeof(Arguments));
  KERNELS(K)
#undef K
}

static void launch() {
  const int32_t wanted = take<int32_t>();
  gridDim.x = (unsigned)take<int32_t>();
  blockDim.x = (unsigned)take<int32_t>();
  const int32_t size = take<int32_t>();
  std::vector<char> bytes((size_t)size);
  need(std::fread(bytes.data(), 1, bytes.size(), stdin) == bytes.size(), "input ends within a launch");
  int index = 0;
#define K(name, Arguments)                                                             \
  if (index++ == wanted) {                                                             \
    need(sizeof(Arguments) == bytes.size(), "a structure of another size for " #name); \
    Arguments arguments;                                                               \
    std::memcpy(&arguments, bytes.data(), bytes.size());                               \
    for (blockIdx.x = 0; blockIdx.x < gridDim.x; blockIdx.x++) name(arguments);         \
  }
  KERNELS(K)
#undef K
}

int main() {
  describe();
  std::fflush(stdout);
  for (int command = std::getchar(); command != EOF; command = std::getchar()) {
    if (command == 'a') {
      const int64_t bytes = take<int64_t>();
      void* memory = std::malloc((size_t)bytes);
      need(memory != nullptr, "out of memory");
      std::memset(memory, 0xff, (size_t)bytes);
      say<int64_t>((int64_t)(intptr_t)memory);
    } else if (command == 'f') {
      std::free((void*)(intptr_t)take<int64_t>());
    } else if (command == 'u') {
      void* to = (void*)(intptr_t)take<int64_t>();
      const int64_t bytes = take<int64_t>();
      need(std::fread(to, 1, (size_t)bytes, stdin) == (size_t)bytes, "input ends within a copy");
    } else if (command == 'd') {
      const void* from = (const void*)(intptr_t)take<int64_t>();
      const int64_t bytes = take<int64_t>();
      need(std::fwrite(from, 1, (size_t)bytes, stdout) == (size_t)bytes, "nobody reads");
    } else {
      need(command == 'k', "no such command");
      launch();
      say<int32_t>(0);
    }
    std::fflush(stdout);
  }
  return 0;
}

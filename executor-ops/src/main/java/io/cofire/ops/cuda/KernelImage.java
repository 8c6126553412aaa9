package io.cofire.ops.cuda;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Machine code for one architecture, or, where the compiler is older than the GPU, PTX that the
 * driver finishes.
 *
 * @param architecture 86 for compute capability 8.6; the newest that the compiler knows, if that of
 *     the GPU is newer
 * @param machineCode whether it is finished
 * @param compiler its version
 */
record KernelImage(int architecture, boolean machineCode, String compiler) {

  /** The image for a GPU by the compiler of this process. */
  static KernelImage of(int architecture) {
    int[] count = new int[1];
    CudaCalls.requireCompiler(nvrtc.nvrtcGetNumSupportedArchs(count), "nvrtcGetNumSupportedArchs");
    int[] known = new int[count[0]];
    CudaCalls.requireCompiler(nvrtc.nvrtcGetSupportedArchs(known), "nvrtcGetSupportedArchs");
    int[] version = new int[2];
    int[] minor = new int[1];
    CudaCalls.requireCompiler(nvrtc.nvrtcVersion(version, minor), "nvrtcVersion");
    return choose(architecture, known, version[0] + "." + minor[0]);
  }

  /** Its own if the compiler knows it, else the nearest older one as PTX. */
  static KernelImage choose(int architecture, int[] known, String compiler) {
    int nearest = Arrays.stream(known).filter(k -> k <= architecture).max().orElse(-1);
    if (nearest < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "NVRTC %s compiles for compute capability %.1f and later, and the GPU has %.1f",
              compiler,
              Arrays.stream(known).min().orElse(0) / 10.0,
              architecture / 10.0));
    }
    return new KernelImage(nearest, nearest == architecture, compiler);
  }

  /** What the compiler is told; part of the cached file's name. */
  String[] options() {
    return new String[] {
      (machineCode ? "--gpu-architecture=sm_" : "--gpu-architecture=compute_") + architecture,
      "--std=c++17",
      "--fmad=false"
    };
  }

  /** Compiles. */
  @SuppressWarnings("try") // the scope acts by being open
  byte[] compile(String source) {
    try (PointerScope scope = new PointerScope()) {
      _nvrtcProgram program = new _nvrtcProgram();
      CudaCalls.requireCompiler(
          nvrtc.nvrtcCreateProgram(
              program,
              new BytePointer(source),
              new BytePointer("kernels.cu"),
              0,
              (BytePointer) null,
              (BytePointer) null),
          "nvrtcCreateProgram");
      try {
        PointerPointer<BytePointer> options = new PointerPointer<>(options());
        if (nvrtc.nvrtcCompileProgram(program, options().length, options) != 0) {
          throw new IllegalStateException("NVRTC refuses kernels.cu: " + log(program));
        }
        return machineCode ? machineCode(program) : ptx(program);
      } finally {
        nvrtc.nvrtcDestroyProgram(program);
      }
    }
  }

  private static String log(_nvrtcProgram program) {
    SizeTPointer size = new SizeTPointer(1);
    CudaCalls.requireCompiler(
        nvrtc.nvrtcGetProgramLogSize(program, size), "nvrtcGetProgramLogSize");
    byte[] log = new byte[(int) size.get()];
    CudaCalls.requireCompiler(nvrtc.nvrtcGetProgramLog(program, log), "nvrtcGetProgramLog");
    return new String(log, java.nio.charset.StandardCharsets.UTF_8).strip();
  }

  private static byte[] machineCode(_nvrtcProgram program) {
    SizeTPointer size = new SizeTPointer(1);
    CudaCalls.requireCompiler(nvrtc.nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize");
    byte[] code = new byte[(int) size.get()];
    CudaCalls.requireCompiler(nvrtc.nvrtcGetCUBIN(program, code), "nvrtcGetCUBIN");
    return code;
  }

  private static byte[] ptx(_nvrtcProgram program) {
    SizeTPointer size = new SizeTPointer(1);
    CudaCalls.requireCompiler(nvrtc.nvrtcGetPTXSize(program, size), "nvrtcGetPTXSize");
    byte[] text = new byte[(int) size.get()];
    CudaCalls.requireCompiler(nvrtc.nvrtcGetPTX(program, text), "nvrtcGetPTX");
    return text;
  }
}

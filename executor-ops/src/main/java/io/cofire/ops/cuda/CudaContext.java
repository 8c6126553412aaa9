package io.cofire.ops.cuda;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.global.cudart;

/**
 * A GPU as CUDA's driver describes it.
 *
 * @param index which of this process's
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param multiprocessors that run blocks
 */
record CudaContext(int index, int major, int minor, int multiprocessors) {

  /** Makes the context that libraries share the calling thread's, and asks the driver. */
  static CudaContext enter(int index) {
    CudaCalls.require(cudart.cuInit(0), "cuInit");
    int[] device = new int[1];
    CudaCalls.require(cudart.cuDeviceGet(device, index), "cuDeviceGet");
    CUctx_st primary = new CUctx_st();
    CudaCalls.require(
        cudart.cuDevicePrimaryCtxRetain(primary, device[0]), "cuDevicePrimaryCtxRetain");
    CudaCalls.require(cudart.cuCtxSetCurrent(primary), "cuCtxSetCurrent");
    return new CudaContext(
        index,
        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0]),
        attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0]),
        attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, device[0]));
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    CudaCalls.require(
        cudart.cuDeviceGetAttribute(value, attribute, device), "cuDeviceGetAttribute");
    return value[0];
  }

  /** As the compiler writes it: 86 for compute capability 8.6. */
  int architecture() {
    return 10 * major + minor;
  }
}

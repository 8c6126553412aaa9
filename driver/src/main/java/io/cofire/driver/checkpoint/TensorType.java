package io.cofire.driver.checkpoint;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What the numbers of a tensor in a file are; the names are those of safetensors. */
public enum TensorType {
  /** 64-bit floats. */
  F64(8) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return (float) bytes.getDouble(at);
    }
  },
  /** 32-bit floats. */
  F32(4) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }

    @Override
    void values(ByteBuffer bytes, float[] target, int from, int count) {
      bytes.asFloatBuffer().get(target, from, count); // most files', and every checkpoint's
    }
  },
  /** 16-bit floats of IEEE 754. */
  F16(2) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return half(bytes.getShort(at));
    }
  },
  /** The upper halves of 32-bit floats. */
  BF16(2) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
    }
  },
  /** 64-bit whole numbers. */
  I64(8) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.getLong(at);
    }
  },
  /** 32-bit whole numbers. */
  I32(4) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.getInt(at);
    }
  },
  /** 16-bit whole numbers. */
  I16(2) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.getShort(at);
    }
  },
  /** 8-bit whole numbers. */
  I8(1) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  },
  /** 8-bit whole numbers without a sign. */
  U8(1) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return Byte.toUnsignedInt(bytes.get(at));
    }
  },
  /** 0 or 1. */
  BOOL(1) {
    @Override
    public float value(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  };

  private static final int HALF_FRACTION = 10;
  private static final int HALF_EXPONENTS = 31;

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** The type of a name, if it is one of these. */
  public static Optional<TensorType> named(String name) {
    for (TensorType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The number at a byte, as the nearest 32-bit float. */
  public abstract float value(ByteBuffer bytes, int at);

  /** The first numbers of a buffer that stands at its begin. */
  void values(ByteBuffer bytes, float[] target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[from + i] = value(bytes, i * this.bytes);
    }
  }

  private static float half(short bits) {
    int sign = (bits & 0x8000) << Short.SIZE;
    int exponent = bits >>> HALF_FRACTION & HALF_EXPONENTS;
    int fraction = bits & (1 << HALF_FRACTION) - 1;
    if (exponent == 0) { // below 2^-14, in steps of 2^-24
      return Math.copySign(Math.scalb((float) fraction, -24), Float.intBitsToFloat(sign));
    }
    int wide = exponent == HALF_EXPONENTS ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << (23 - HALF_FRACTION)));
  }
}

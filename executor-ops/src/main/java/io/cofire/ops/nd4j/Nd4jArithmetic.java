package io.cofire.ops.nd4j;

import io.cofire.ops.cuda.GpuOperations;
import io.cofire.ops.onednn.OneDnnChoice;
import io.cofire.ops.tensor.Arithmetic;
import io.cofire.ops.tensor.Machine;
import io.cofire.ops.tensor.Precision;
import io.cofire.ops.tensor.ThreadsPerRank;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** What decides the bits of ND4J's two engines. */
final class Nd4jArithmetic {

  private static final String POM = "META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Nd4jArithmetic() {}

  /** Kernels over host memory, convolutions by oneDNN. */
  static Arithmetic overHostMemory(Precision precision) {
    return new Arithmetic(
        "nd4j",
        version() + ", " + OneDnnChoice.version(),
        "Java over host memory",
        OneDnnChoice.precision(precision),
        ThreadsPerRank.setting(),
        Machine.with(OneDnnChoice.instructions(), "OPENBLAS_CORETYPE"),
        Machine.processor());
  }

  /** On whatever ND4J's backend computes. */
  static Arithmetic onBackend(GpuOperations made) {
    return new Arithmetic(
        "nd4j",
        version(),
        made.named("ND4J's operations") + ", " + Nd4j.getBackend().getClass().getSimpleName(),
        "float32",
        ThreadsPerRank.setting(),
        Machine.with("", "OPENBLAS_CORETYPE"),
        Machine.processor());
  }

  private static String version() {
    Properties pom = new Properties();
    try (InputStream in = Nd4j.class.getClassLoader().getResourceAsStream(POM)) {
      if (in != null) {
        pom.load(in);
      }
    } catch (IOException e) {
      return "";
    }
    return pom.getProperty("version", "");
  }
}

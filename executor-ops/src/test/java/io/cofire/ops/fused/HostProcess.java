package io.cofire.ops.fused;

import io.cofire.ops.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program of {@link CompiledKernels} as a device: it holds the memory and runs the kernels. */
final class HostProcess implements KernelDevice, AutoCloseable {

  /**
   * How a launch is cut.
   *
   * @param grid most blocks
   * @param block threads of each
   */
  record Cut(int grid, int block) {}

  private final Cut cut;
  private final Path said;
  private final Process process;
  private final OutputStream commands;
  private final InputStream answers;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final List<String> names;
  private long launches;

  HostProcess(Cut cut) {
    this.cut = cut;
    try {
      said = Files.createTempFile("device", ".txt");
      ProcessBuilder builder = new ProcessBuilder(CompiledKernels.program().toString());
      builder.environment().put("ASAN_OPTIONS", "detect_leaks=0");
      process = builder.redirectError(said.toFile()).start();
      commands = new BufferedOutputStream(process.getOutputStream());
      answers = new BufferedInputStream(process.getInputStream());
      int count = number(4).getInt();
      for (int k = 0; k < count; k++) {
        byte[] name = answers.readNBytes(number(4).getInt());
        sizes.put(new String(name, StandardCharsets.US_ASCII), number(4).getInt());
      }
      names = List.copyOf(sizes.keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> kernels() {
    return names;
  }

  long launches() {
    return launches;
  }

  @Override
  public long address(Tensor tensor) {
    return HostTensor.of(tensor).address();
  }

  long allocate(long bytes) {
    command('a', 8, buffer -> buffer.putLong(bytes));
    return answer(8).getLong();
  }

  void free(long address) {
    command('f', 8, buffer -> buffer.putLong(address));
  }

  @Override
  public void launch(String kernel, long work, ByteBuffer arguments) {
    if (sizes.get(kernel) != arguments.remaining()) {
      throw new IllegalStateException(
          kernel + " takes " + sizes.get(kernel) + " bytes, not " + arguments.remaining());
    }
    launches++;
    int grid = (int) Math.max(1, Math.min(cut.grid(), (work + cut.block() - 1) / cut.block()));
    command(
        'k',
        16 + arguments.remaining(),
        buffer ->
            buffer
                .putInt(names.indexOf(kernel))
                .putInt(grid)
                .putInt(cut.block())
                .putInt(arguments.remaining())
                .put(arguments.duplicate()));
    answer(4);
  }

  @Override
  public void upload(ByteBuffer values, long address) {
    command(
        'u',
        16 + values.remaining(),
        buffer -> buffer.putLong(address).putLong(values.remaining()).put(values.duplicate()));
  }

  @Override
  public void download(long address, ByteBuffer values) {
    command('d', 16, buffer -> buffer.putLong(address).putLong(values.remaining()));
    values.duplicate().put(answer(values.remaining()));
  }

  private interface Words {
    void into(ByteBuffer buffer);
  }

  private void command(char command, int size, Words words) {
    byte[] bytes = new byte[size];
    words.into(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    try {
      commands.write(command);
      commands.write(bytes);
    } catch (IOException e) {
      throw ended();
    }
  }

  private ByteBuffer answer(int bytes) {
    try {
      commands.flush();
      return number(bytes);
    } catch (IOException e) {
      throw ended();
    }
  }

  private ByteBuffer number(int bytes) throws IOException {
    byte[] read = answers.readNBytes(bytes);
    if (read.length < bytes) {
      throw ended();
    }
    return ByteBuffer.wrap(read).order(ByteOrder.nativeOrder());
  }

  private AssertionError ended() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      return new AssertionError("The device has ended: " + Files.readString(said));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw ended();
      }
      Files.delete(said);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

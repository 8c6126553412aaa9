package io.cofire.driver.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cofire.driver.checkpoint.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles that want more than to be read; the bytes are written out as Python's opcodes. */
class HostilePickleTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "cos\\nsystem\\n(X\\4\\0\\0\\0truetR.| found os.system;",
        "cposix\\nsystem\\n(X\\4\\0\\0\\0truetR.| found posix.system;",
        "cbuiltins\\neval\\n(X\\1\\0\\0\\01tR.| found builtins.eval;",
        "c__builtin__\\ngetattr\\n.| found __builtin__.getattr;",
        "}X\\1\\0\\0\\0wcsubprocess\\nPopen\\n(X\\2\\0\\0\\0lstRs.| found subprocess.Popen;",
        "ctorch.nn.modules.linear\\nLinear\\n)\\x81}b.| found torch.nn.modules.linear.Linear;",
        "c__main__\\nNet\\n)\\x81.| found __main__.Net;",
        "X\\2\\0\\0\\0osX\\6\\0\\0\\0system\\x93.| found os.system;",
        "]X\\6\\0\\0\\0system\\x93.| a name that is no text",
        "(ios\\nsystem\\n.| an object made by opcode 105",
        "(cos\\nsystem\\no.| found os.system;",
        "\\x82\\1.| an object of Python's registry",
        "Pmodule\\n.| an object made by opcode 80",
        "X\\6\\0\\0\\0moduleQ.| found what is no pickle",
        "X\\xff\\xff\\xff\\x7fw.| a text of 2147483647 bytes where",
        "\\x8d\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f.| a text of 9223372036854775807 bytes",
        "\\x8b\\xff\\xff\\xff\\x7f1.| a text of 2147483647 bytes where",
        "}](](](]e]e]es.| found what is no pickle",
        "}]]as.| found what is no pickle",
        "}]K\\1s.| a dictionary whose key is a list",
        "R.| found what is no pickle",
        "h\\5.| found",
        "ccollections\\nOrderedDict\\n((K\\1K\\2ttR.| found",
        "\\xfe.| found what is no pickle",
        "K\\1| the end of the file",
      })
  void isRefusedByNameAndNothingIsRun(String opcodes, String found) throws IOException {
    byte[] pickle = bytes("\\x80\\2" + opcodes);
    for (Path file : new Path[] {zip(pickle), Files.write(folder.resolve("old.pth"), pickle)}) {
      assertThatThrownBy(() -> open(file))
          .as(opcodes)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("Cannot read ")
          .hasMessageContaining("expected tensors and dictionaries, found ")
          .hasMessageContaining(found)
          .hasMessageContaining("nothing in it was run");
    }
  }

  /** Each list holds the one before twice: 2^100 of them to whoever walks. */
  @Test
  void aNestOfListsTakesNoTime() throws IOException {
    StringBuilder nest = new StringBuilder("]q\\x000");
    for (int i = 1; i < 100; i++) {
      nest.append(String.format(Locale.ROOT, "](h\\x%02xh\\x%02xeq\\x%02x0", i - 1, i - 1, i));
    }
    byte[] asKey = bytes("\\x80\\2" + nest + "}h\\x63K\\1s.");
    byte[] asValue = bytes("\\x80\\2" + nest + "}X\\1\\0\\0\\0ah\\x63s.");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThatThrownBy(() -> open(zip(asKey))).hasMessageContaining("key is a list");
          assertThatThrownBy(() -> open(zip(asValue))).hasMessageContaining("no dictionaries of");
        });
  }

  @Test
  void damagedFilesEndInASentence() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (String name : new String[] {"events.pth", "events-legacy.pth"}) {
      byte[] whole =
          Files.readAllBytes(Path.of(getClass().getResource("/weights/" + name).toURI()));
      for (int i = 0; i < 400; i++) {
        byte[] damaged = whole.clone();
        int from = name.equals("events.pth") ? whole.length : 8000;
        for (int n = 0; n <= i % 3; n++) {
          damaged[random.nextInt(from)] = (byte) random.nextInt(256);
        }
        if (i % 4 == 0) {
          damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        Path file = Files.write(folder.resolve("damaged.pth"), damaged);
        try {
          open(file);
        } catch (CheckpointException e) {
          assertThat(e).hasMessageStartingWith("Cannot read ");
        }
      }
    }
  }

  private static void open(Path file) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try (TorchFile torch = TorchFile.open(new Configuration(false), path)) {
      torch.tensors(torch.dictionary(""));
    }
  }

  private Path zip(byte[] pickle) throws IOException {
    Path file = folder.resolve("new.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(pickle);
    }
    return file;
  }

  /** Text with {@code \n}, {@code \xHH} and {@code \N} for small numbers. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next != '\\') {
        bytes.writeBytes(String.valueOf(next).getBytes(StandardCharsets.ISO_8859_1));
      } else if (text.charAt(i + 1) == 'x') {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        char escaped = text.charAt(++i);
        bytes.write(escaped == 'n' ? '\n' : escaped - '0');
      }
    }
    return bytes.toByteArray();
  }
}

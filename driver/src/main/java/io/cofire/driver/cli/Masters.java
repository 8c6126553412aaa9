package io.cofire.driver.cli;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.run.TrainingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The masters of a standalone cluster, before Spark asks them. Spark tries for a minute, and then
 * stops its own context while the command goes on with it.
 */
final class Masters {

  private static final String STANDALONE = "spark://";
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,5})");
  private static final int CONNECT_MILLIS = 5_000;
  private static final long POLL_MILLIS = 500;

  private Masters() {}

  /**
   * Waits until one of the masters of a URL takes connections.
   *
   * @param url {@code spark://HOST:PORT,HOST:PORT}; any other is Spark's own affair
   * @param patience a master may be starting at the same time
   * @throws TrainingException if none does, with the reason of the last
   */
  static void require(String url, Duration patience) {
    if (!url.startsWith(STANDALONE)) {
      return;
    }
    long end = System.nanoTime() + patience.toNanos();
    String why = "";
    do {
      for (String place : url.substring(STANDALONE.length()).split(",", -1)) {
        why = unreachable(place.strip(), url);
        if (why.isEmpty()) {
          return;
        }
      }
    } while (System.nanoTime() < end && pause());
    throw silent(url, why);
  }

  /** What to say of a master that does not answer. */
  static TrainingException silent(String url, String why) {
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "Cannot start: no Spark master answers at %s: %s; see that it runs and that this is the URL that its log names",
            url,
            why));
  }

  /** Why a place cannot be reached; empty if it can. */
  private static String unreachable(String place, String url) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw new InvalidValue(
          "--master", url, "must be spark://HOST:PORT, as the master's log has it");
    }
    int port = Integer.parseInt(parts.group(2));
    String why = "";
    try {
      for (InetAddress address : InetAddress.getAllByName(parts.group(1))) {
        why = unreachable(new InetSocketAddress(address, port));
        if (why.isEmpty()) {
          break;
        }
      }
      return why;
    } catch (UnknownHostException e) {
      return "there is no host " + parts.group(1);
    }
  }

  private static String unreachable(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return "";
    } catch (IOException e) {
      return String.valueOf(Causes.root(e).getMessage());
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

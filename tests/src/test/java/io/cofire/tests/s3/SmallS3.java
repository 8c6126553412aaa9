package io.cofire.tests.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of S3 as Hadoop's client asks for with small objects: objects of one bucket in memory,
 * under path-style addresses; put, copy, get with ranges, head, delete of one and of many, and
 * listing. Signatures are not checked.
 */
final class SmallS3 implements AutoCloseable {

  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String TIME = "2021-01-01T00:00:00.000Z";
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  SmallS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String[] parts = call.getRequestURI().getPath().split("/", 3); // "", bucket, key
      String key = parts.length < 3 ? "" : parts[2];
      Map<String, String> query = query(call.getRequestURI().getRawQuery());
      switch (call.getRequestMethod()) {
        case "PUT" -> put(call, key);
        case "GET", "HEAD" -> {
          if (key.isEmpty()) {
            send(call, 200, listing(query).getBytes(StandardCharsets.UTF_8));
          } else {
            get(call, key);
          }
        }
        case "DELETE" -> {
          objects.remove(key);
          send(call, 204, new byte[0]);
        }
        default -> deleteMany(call);
      }
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> values = new HashMap<>();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      String[] sides = pair.split("=", 2);
      String value = sides.length < 2 ? "" : sides[1];
      values.put(sides[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return values;
  }

  private void put(HttpExchange call, String key) throws IOException {
    Headers headers = call.getRequestHeaders();
    String source = headers.getFirst("x-amz-copy-source");
    if (source != null) {
      String from = URLDecoder.decode(source, StandardCharsets.UTF_8).replaceFirst("^/?[^/]*/", "");
      objects.put(key, objects.get(from));
      String text =
          XML
              + "<CopyObjectResult><LastModified>"
              + TIME
              + "</LastModified><ETag>\"e\"</ETag></CopyObjectResult>";
      send(call, 200, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    byte[] body = call.getRequestBody().readAllBytes();
    boolean signed = headers.getFirst("x-amz-decoded-content-length") != null;
    objects.put(key, signed ? unsigned(body) : body);
    call.getResponseHeaders().set("ETag", "\"" + "0".repeat(32) + "-1\"");
    send(call, 200, new byte[0]);
  }

  /** Chunks of {@code LENGTH;chunk-signature=...}, each between line ends. */
  private static byte[] unsigned(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\n') {
        end++;
      }
      String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int length = Integer.parseInt(head.split("[;\r]", -1)[0], 16);
      out.write(body, end + 1, length);
      at = end + 1 + length + 2;
    }
    return out.toByteArray();
  }

  private void get(HttpExchange call, String key) throws IOException {
    byte[] object = objects.get(key);
    if (object == null) {
      String text = XML + "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
      send(call, 404, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    Headers headers = call.getResponseHeaders();
    headers.set("ETag", "\"" + "0".repeat(32) + "-1\"");
    headers.set("Last-Modified", "Fri, 01 Jan 2021 00:00:00 GMT");
    String asked = call.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(asked == null ? "" : asked);
    if (!range.matches()) {
      send(call, 200, object);
      return;
    }
    int begin = Integer.parseInt(range.group(1));
    int last = range.group(2).isEmpty() ? object.length - 1 : Integer.parseInt(range.group(2));
    int end = Math.min(last, object.length - 1) + 1;
    headers.set(
        "Content-Range",
        String.format(Locale.ROOT, "bytes %d-%d/%d", begin, end - 1, object.length));
    send(call, 206, Arrays.copyOfRange(object, begin, end));
  }

  private String listing(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    TreeSet<String> folders = new TreeSet<>();
    StringBuilder files = new StringBuilder();
    for (String key : objects.tailMap(prefix).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (cut >= 0) {
        folders.add(key.substring(0, cut + 1));
      } else {
        files.append(
            String.format(
                Locale.ROOT,
                "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>\"e\"</ETag><Size>%d</Size></Contents>",
                key,
                TIME,
                objects.get(key).length));
      }
    }
    folders.forEach(
        folder -> files.append("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>"));
    return XML
        + "<ListBucketResult><IsTruncated>false</IsTruncated>"
        + files
        + "</ListBucketResult>";
  }

  private void deleteMany(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher keys = KEY.matcher(body);
    while (keys.find()) {
      objects.remove(keys.group(1));
    }
    send(call, 200, (XML + "<DeleteResult/>").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange call, int code, byte[] body) throws IOException {
    boolean head = call.getRequestMethod().equals("HEAD");
    if (head) {
      call.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    call.sendResponseHeaders(code, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      call.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

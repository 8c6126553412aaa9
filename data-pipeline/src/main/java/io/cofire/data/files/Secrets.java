package io.cofire.data.files;

import java.util.regex.Pattern;

/**
 * What a text may not show when it is printed or kept: in its URLs the key and the secret before
 * {@code @}, and the values of parameters that are signatures or the like.
 */
public final class Secrets {

  private static final String MASK = "***";

  /** {@code user:password@}; a user alone, as in {@code abfs://container@account}, stays. */
  private static final Pattern LOGIN =
      Pattern.compile("(?<=[A-Za-z0-9+.-]:/{1,2})[^\\s/@:\"']*:(?!\\d{1,5}/)[^\\s\"'@]*@");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)([?&;](?:sig|key|[\\w.%-]*(?:signature|credential|token|secret|passw|access_?key|api_?key)[\\w.-]*)=)[^&;#\\s\"'<>]+");

  private Secrets() {}

  /** The text with a mask in place of each secret. */
  public static String masked(String text) {
    if (text.indexOf("@") < 0 && text.indexOf("=") < 0) {
      return text;
    }
    String logins = LOGIN.matcher(text).replaceAll(MASK + "@");
    return PARAMETER.matcher(logins).replaceAll("$1" + MASK);
  }
}

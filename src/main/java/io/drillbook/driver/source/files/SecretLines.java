package io.drillbook.driver.source.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Covers the values of lines that look like secrets, one line after the other. Rather one too many:
 * what is shown stays on the record for ever.
 */
final class SecretLines {
  private static final String COVER = "******";
  private static final Pattern SECRET_WORD =
      Pattern.compile(
          "(?i)(?<!proxy_|fastcgi_|uwsgi_|grpc_)pass|secret|token|credential|private|auth|salt|cookie|session|signature|bearer|dsn"
              + "|connection|api[_-]?key|[_-]key|key[_-]|^\\W*key\\b|pepper|license|seed|pw\\b|pwd|psk|webhook");
  private static final Pattern URL_WITH_LOGIN = Pattern.compile("://[^/\\s@]*@");
  private static final Pattern LONG_WORD =
      Pattern.compile("(?=[^\\s]*\\d)(?=[^\\s]*[A-Za-z])[A-Za-z0-9+_.~$-]{20,}={0,2}");
  private static final Pattern ALL_BASE64 = Pattern.compile("\\s*[A-Za-z0-9+/=_-]{24,}\\s*");
  private static final Pattern KEY =
      Pattern.compile("^((?:export\\s+|-\\s+)?[^\\s=:]+\\s*(?:[=:]\\s*|\\s))\\S");

  private final boolean every;
  private int coveredBelow = -1;

  /**
   * Lines of one file.
   *
   * @param every whether all lines of it count as secret
   */
  SecretLines(boolean every) {
    this.every = every;
  }

  /** Whether a file of that name holds nothing but secrets. */
  static boolean isSecretFile(String name) {
    return SECRET_WORD.matcher(name).find() || name.matches("(?i).*(\\.env.*|netrc|shadow|\\.pem)");
  }

  /** The line as it may be shown; what is covered shows that it is. */
  String shown(String line) {
    String text = line.stripLeading();
    String indent = line.substring(0, line.length() - text.length());
    if (text.isEmpty()) {
      return "";
    }
    if (coveredBelow >= 0 && indent.length() > coveredBelow) {
      return indent + COVER;
    }
    coveredBelow = -1;
    if (!every && !isSecret(text)) {
      return line;
    }
    // What follows further to the right belongs to the value, as in YAML.
    coveredBelow = indent.length();
    Matcher key = KEY.matcher(text);
    boolean named = !text.matches("[#;/<{\\[\"'-].*") && !ALL_BASE64.matcher(text).matches();
    return indent + (named && key.find() ? key.group(1) : "") + COVER;
  }

  private static boolean isSecret(String text) {
    return SECRET_WORD.matcher(text).find()
        || URL_WITH_LOGIN.matcher(text).find()
        || ALL_BASE64.matcher(text).matches()
        || LONG_WORD.matcher(text).find();
  }
}

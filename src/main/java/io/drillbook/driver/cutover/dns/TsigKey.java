package io.drillbook.driver.cutover.dns;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.secret.Secret;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/**
 * Reads a TSIG key as people keep it: BIND's key file, {@code algorithm:name:secret} as {@code
 * nsupdate -y} takes it, or the bare secret where the plan names key and algorithm.
 */
final class TsigKey {
  private static final Pattern KEY_FILE =
      Pattern.compile(
          "key\\s+\"?([^\"\\s{]+)\"?\\s*\\{(.*?)\\}", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern ALGORITHM =
      Pattern.compile("algorithm\\s+\"?([A-Za-z0-9-]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET =
      Pattern.compile("secret\\s+\"?([A-Za-z0-9+/=]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);
  private static final String USUAL = "hmac-sha256";

  private TsigKey() {}

  /**
   * The key.
   *
   * @param name the plan's {@code key-name}, for a bare secret
   * @param algorithm the plan's {@code key-algorithm}, for a bare secret
   */
  static TSIG read(Secret secret, Optional<String> name, Optional<String> algorithm) {
    String text = secret.reveal().strip();
    Matcher file = KEY_FILE.matcher(text);
    if (file.find()) {
      return key(
          found(ALGORITHM, file.group(2)).orElse(USUAL),
          file.group(1),
          found(SECRET, file.group(2)).orElse(""));
    }
    String[] parts = text.split(":", -1);
    if (parts.length == 3) {
      return key(parts[0], parts[1], parts[2]);
    }
    if (parts.length == 2) {
      return key(algorithm.orElse(USUAL), parts[0], parts[1]);
    }
    return key(algorithm.orElse(USUAL), name.orElse(""), text);
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static TSIG key(String algorithm, String name, String secret) {
    try {
      if (name.isBlank() || secret.isBlank()) {
        throw unreadable("it lacks a name or a secret", null);
      }
      byte[] bytes = Base64.getDecoder().decode(secret);
      String hmac = algorithm.toLowerCase(Locale.ROOT);
      return new TSIG(Name.fromString(hmac, Name.root), Name.fromString(name, Name.root), bytes);
    } catch (IllegalArgumentException | TextParseException e) {
      // The cause may quote the secret: its class is all that is told.
      throw unreadable(e.getClass().getSimpleName(), null);
    }
  }

  private static Fault unreadable(String why, Exception cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the TSIG key of the cutover: '" + why + "'",
        "Under 'key' belongs a key file as tsig-keygen writes it, algorithm:name:secret, or the bare"
            + " secret in base64 with 'key-name' beside it.",
        cause);
  }
}

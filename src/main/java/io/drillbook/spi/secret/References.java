package io.drillbook.spi.secret;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills secrets into texts of a plan in which they stand as {@code ${NAME}} or {@code
 * ${file:/path}}, such as a header {@code Authorization: Bearer ${API_TOKEN}}, and knows them
 * afterwards, to cover them in whatever comes back.
 */
public final class References {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:([a-z][a-z0-9-]*):)?([^{}]+)}");

  private final Secrets secrets;
  private final List<Secret> known = new ArrayList<>();

  /** References that are looked up here. */
  public References(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The text with every reference replaced by what it stands for. */
  public String fill(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(
        found -> {
          String scheme = found.group(1) == null ? "environment" : found.group(1);
          Secret secret = secrets.resolve(new SecretReference(scheme, found.group(2)));
          known.add(secret);
          return Matcher.quoteReplacement(secret.reveal());
        });
  }

  /**
   * Pairs of name and value, filled in.
   *
   * @param key the setting's name, for the message
   * @param separator between name and value: {@code :} or {@code =}
   */
  public Map<String, String> pairs(String key, List<String> lines, char separator) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String line : lines) {
      int at = line.indexOf(separator);
      if (at <= 0) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to use an entry of the setting: '" + key + "'",
            "Each entry is a name, '" + separator + "' and a value.");
      }
      pairs.put(line.substring(0, at).strip(), fill(line.substring(at + 1).strip()));
    }
    return pairs;
  }

  /** Covers every secret that was filled in so far. */
  public Mask mask() {
    return Mask.over(known);
  }
}

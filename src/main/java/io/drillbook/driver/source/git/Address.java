package io.drillbook.driver.source.git;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is: a folder of this machine, or a path on a host.
 *
 * @param url what git is given; holds no password
 * @param folder the folder, where it is one of this machine
 * @param host the host, where it is none
 * @param path the path on that host, without what does not tell two repositories apart
 */
record Address(String url, Optional<Path> folder, String host, String path) {
  private static final Pattern SHORT_SSH =
      Pattern.compile("(?:[\\w.-]+@)?([\\w.-]+):(?!/{2}|:)(.+)");
  private static final Set<String> SCHEMES = Set.of("https", "ssh");

  static Address of(String text) {
    if (text.startsWith("/")) {
      return folder(Path.of(text));
    }
    try {
      Matcher shortSsh = SHORT_SSH.matcher(text);
      if (!text.contains("://") && shortSsh.matches()) {
        return remote(text, shortSsh.group(1), "/" + shortSsh.group(2));
      }
      URI uri = new URI(text);
      if ("file".equals(uri.getScheme()) && uri.getHost() == null) {
        return folder(Path.of(uri.getPath()));
      }
      return remote(uri);
    } catch (URISyntaxException e) {
      throw GitSettings.invalid("url", "not shown", "It is no address: " + e.getReason() + ".");
    }
  }

  private static Address folder(Path path) {
    Path plain = path.normalize();
    // As an address git reads it by its own protocol, which survives a repack that runs meanwhile.
    return new Address(plain.toUri().toString(), Optional.of(plain), "", plain.toString());
  }

  private static Address remote(URI uri) {
    if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw GitSettings.invalid(
          "url", "not shown", "Write an absolute path, file:///, https:// or ssh://.");
    }
    boolean named = uri.getUserInfo() != null;
    // What stands before the @ of an https address is as likely a token as a name.
    if (named && (uri.getUserInfo().contains(":") || !uri.getScheme().equals("ssh"))) {
      throw GitSettings.invalid(
          "url", uri.getHost(), "It holds a login: set 'username' and 'password' instead.");
    }
    return remote(uri.toString(), uri.getHost(), uri.getPath());
  }

  private static Address remote(String url, String host, String path) {
    String bare = path.replaceAll("/{2,}", "/").replaceAll("(\\.git)?/*$", "");
    return new Address(url, Optional.empty(), host.toLowerCase(Locale.ROOT), bare);
  }

  boolean isLocal() {
    return folder.isPresent();
  }

  /** For people and for the manifest. */
  String shown() {
    return folder.map(Path::toString).orElse(url);
  }

  /** Whether both are the same repository on the same host, by whatever protocol. */
  boolean isSameRemote(Address other) {
    return !isLocal()
        && !other.isLocal()
        && path.equals(other.path)
        && (host.equals(other.host) || meet(host, other.host));
  }

  private static boolean meet(String one, String other) {
    try {
      Set<InetAddress> here = new HashSet<>(Arrays.asList(InetAddress.getAllByName(one)));
      here.retainAll(Arrays.asList(InetAddress.getAllByName(other)));
      return !here.isEmpty();
    } catch (UnknownHostException e) {
      // Whoever has no address cannot be the other.
      return false;
    }
  }
}

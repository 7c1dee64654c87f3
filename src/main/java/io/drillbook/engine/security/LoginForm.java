package io.drillbook.engine.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A login form that has been read, and can be read once more by who comes after. */
final class LoginForm extends HttpServletRequestWrapper {
  private static final int MOST_BYTES = 8192;

  private final byte[] body;
  private final Map<String, String> fields = new HashMap<>();

  private LoginForm(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  /** Reads it; what is longer than any login is cut off, and fails as one. */
  static LoginForm read(HttpServletRequest request) throws IOException {
    return new LoginForm(request, request.getInputStream().readNBytes(MOST_BYTES));
  }

  /** A field's value; empty where there is none. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Replay(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static final class Replay extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    private Replay(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("a login form is read at once");
    }
  }
}

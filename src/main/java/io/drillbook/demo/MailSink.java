package io.drillbook.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that delivers nowhere: each message becomes a file {@code 1.eml}, {@code 2.eml} …
 * Only what a client needs to hand over a message is spoken (RFC 5321).
 */
final class MailSink implements AutoCloseable {
  private static final int IDLE_MILLIS = 60_000;

  private final Path folder;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger messages = new AtomicInteger();

  MailSink(Path folder) {
    try {
      this.folder = Files.createDirectories(folder);
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Where the messages lie. */
  Path folder() {
    return folder;
  }

  /** How many messages came in so far. */
  int count() {
    return messages.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8)) {
      client.setSoTimeout(IDLE_MILLIS);
      say(out, "220 drillbook demo");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        if ("DATA".equals(verb)) {
          say(out, "354 go on");
          keep(in);
        }
        say(out, "QUIT".equals(verb) ? "221 bye" : "250 ok");
        if ("QUIT".equals(verb)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client went away; what it had handed over is kept.
      return;
    }
  }

  private void keep(BufferedReader in) throws IOException {
    StringBuilder message = new StringBuilder();
    for (String line = in.readLine(); line != null && !".".equals(line); line = in.readLine()) {
      message.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
    }
    synchronized (messages) {
      int number = messages.get() + 1;
      Files.writeString(folder.resolve(number + ".eml"), message);
      messages.set(number);
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }
}

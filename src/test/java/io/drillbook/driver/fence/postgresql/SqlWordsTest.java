package io.drillbook.driver.fence.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Silence may count as fenced: only what the network says is silence, never a word or a state. */
class SqlWordsTest {
  @Test
  void aConnectionThatNobodyTakesIsSilence() {
    assertSilence(true, new ConnectException("Verbindung verweigert"));
    assertSilence(true, new NoRouteToHostException("kein Weg"));
    assertSilence(true, new SocketTimeoutException("zu spät"));
    assertSilence(true, new IOException("outer", new SocketTimeoutException("inner")));
  }

  @Test
  void aServerThatHangsUpHasAnswered() {
    assertSilence(false, new EOFException());
    assertSilence(false, new SocketException("Connection reset"));
  }

  @Test
  void aNameThatNobodyKnowsSaysNothingAboutTheServer() {
    assertSilence(false, new UnknownHostException("db.exmaple.test"));
  }

  @Test
  void neitherStateNorWordsAreSilence() {
    assertSilence(false, null);
    assertThat(SqlWords.isSilence(new SQLException("Connection refused", "57P03"))).isFalse();
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    SQLException first = new SQLException("first", "08006");
    first.initCause(new SQLException("second", "08006", first));
    assertThat(SqlWords.isSilence(first)).isFalse();
  }

  private static void assertSilence(boolean expected, Exception cause) {
    assertThat(SqlWords.isSilence(new SQLException("Connection refused", "08001", cause)))
        .as(String.valueOf(cause))
        .isEqualTo(expected);
  }
}

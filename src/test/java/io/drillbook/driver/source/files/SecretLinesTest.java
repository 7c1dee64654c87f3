package io.drillbook.driver.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLinesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "API_TOKEN=hunter2",
        "export DB_PASSWORD=hunter2",
        "password: hunter2",
        "  \"apiKey\": \"hunter2\",",
        "{\"user\":\"x\",\"secret\":\"hunter2\"}",
        "<password>hunter2</password>",
        "# old password: hunter2",
        "url = postgres://shop:hunter2@db/shop",
        "REDIS=redis://:hunter2@cache:6379",
        "proxy_set_header Authorization \"Basic hunter2\";",
        "auth_pass hunter2",
        "bindpw hunter2",
        "wpa_psk=hunter2",
        "psk=hunter2",
        "password hunter2: yes",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4ahunter2",
        "value=ghp16C7e42F292c6912E7710c83hunter2",
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwhunter2/+a",
        "- AWS_SECRET_ACCESS_KEY: hunter2"
      })
  void theValueIsCovered(String line) {
    assertThat(new SecretLines(false).shown(line)).doesNotContain("hunter2").contains("******");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server_name shop.example.com;",
        "  listen 80;",
        "PORT=3000",
        "worker_processes: 4",
        "proxy_pass http://127.0.0.1:3000;",
        "root /srv/www/candle-ecommerce/public;"
      })
  void whatIsNoSecretIsShown(String line) {
    assertThat(new SecretLines(false).shown(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({"API_TOKEN=x,API_TOKEN=******", "password: x,password: ******"})
  void theNameStaysVisible(String line, String shown) {
    assertThat(new SecretLines(false).shown(line)).isEqualTo(shown);
  }

  @Test
  void whatFollowsFurtherToTheRightBelongsToTheValue() {
    SecretLines lines = new SecretLines(false);
    assertThat(lines.shown("  private_key: |")).isEqualTo("  private_key: ******");
    assertThat(lines.shown("    hunter2")).isEqualTo("    ******");
    assertThat(lines.shown("  port: 80")).isEqualTo("  port: 80");
  }

  @Test
  void inAFileThatOthersMayNotReadEveryValueIsCovered() {
    SecretLines lines = new SecretLines(true);
    assertThat(lines.shown("db:5432:shop:shop:hunter2")).doesNotContain("hunter2");
    assertThat(lines.shown("NODE_ENV=production")).isEqualTo("NODE_ENV=******");
    assertThat(SecretLines.isSecretFile(".env.local")).isTrue();
    assertThat(SecretLines.isSecretFile(".pgpass")).isTrue();
    assertThat(SecretLines.isSecretFile("nginx.conf")).isFalse();
  }
}

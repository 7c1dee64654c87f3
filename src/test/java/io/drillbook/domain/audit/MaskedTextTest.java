package io.drillbook.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "capture: [dump, --password=hunter2] | capture: [dump, --password=******]",
        "capture: [dump,--password=hunter2,-v] | capture: [dump,--password=******,-v]",
        "capture: [dump, --password=hunter2 s, x] | capture: [dump, --password=******, x]",
        "capture: [\"--password=hun]ter2, s\", x] | capture: [\"--password=******\", x]",
        "capture: ['--db-password=it''s hunter2'] | capture: ['--db-password=******']",
        "- --passwd=hunter2, and more # daily | - --passwd=****** # daily",
        "- sh -c 'dump --Token=hunter2 -v' | - sh -c 'dump --Token=****** -v'",
        "- \"curl -H 'X-Api-Key: hunter2' it\" | - \"curl -H 'X-Api-Key: ****** it\"",
        "- '{\"secret\":\"hunter 2\",\"b\":1}' | - '{\"secret\":\"******\",\"b\":1}'",
        "- \"{\\\"secret\\\":\\\"hunter2\\\"}\" | - \"{\\\"secret\\\":\\\"******\\\"}\"",
        "export API_KEY=hunter2 && dump | export API_KEY=****** && dump",
        "export API_KEY=\"hunter 2\" && dump | export API_KEY=\"******\" && dump",
        "- 'dump --token=''hunter 2'' -v' | - 'dump --token=''******'' -v'",
        "rpo: 1h # password: hunter 2 | rpo: 1h # password: ******",
        "# apikey = hunter2 | # apikey = ******",
        "- [a, --token=${A}, --token=hunter2] | - [a, --token=${A}, --token=******]",
        "url: https://it/?access_token=hunter2 | url: https://it/?access_token=******",
        "- --token=hunter2: and more | - --token=******",
        "capture: [dump, --password, hunter2] | capture: [dump, --password, ******]",
        "capture: [dump,--password,hunter2,-v] | capture: [dump,--password,******,-v]",
        "capture: [dump, --db-password, hunter2 s, x] | capture: [dump, --db-password, ******, x]",
        "capture: [\"--password\", \"hun]ter2, s\"] | capture: [\"--password\", \"******\"]",
        "capture: ['--api-key', 'it''s hunter2', x] | capture: ['--api-key', '******', x]",
        "- sh -c 'dump --Token hunter2 -v' | - sh -c 'dump --Token ****** -v'",
        "- \"dump --token \\\"hunter 2\\\" -v\" | - \"dump --token \\\"******\\\" -v\"",
        "- 'dump --token ''hunter 2'' -v' | - 'dump --token ''******'' -v'",
        "[sh, -c, dump --password hunter2 -v] | [sh, -c, dump --password ****** -v]",
        "dump -passphrase hunter2 && it | dump -passphrase ****** && it",
        "rpo: 1h # dump --secret hunter2 | rpo: 1h # dump --secret ******",
        "[a, --token, --password, hunter2] | [a, --token, --password, ******]",
        "[--password=hunter2, --token, hunter2] | [--password=******, --token, ******]",
      })
  void whatLooksLikeALiteralSecretIsMaskedAndNothingElse(String written, String kept) {
    assertThat(MaskedText.of(written)).isEqualTo(kept);
    assertThat(MaskedText.of(MaskedText.of(written))).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: ${SHOP_DB_PASSWORD}",
        "password: \"${STANDBY_DB_PASSWORD}\"",
        "{ password: \"${file:/etc/drillbook/token}\", x: 1 }",
        "capture: [dump, --password=${PW}, \"--token=${A}\", --secret='${B}']",
        "capture: [dump, --password-file=/run/pw, --secret-name=shop/db]",
        "tokens:",
        "aws-secrets: { region: eu }",
        "  query: select count(*) from token",
        "# it's the team's password",
        "--password=",
        "capture: [mysql, --password, --host, db]",
        "capture: [mysql, --password]",
        "capture: [dump, --password, ${PW}, --token, \"${A}\"]",
        "capture: [pg_dump, --no-password, shop]",
        "capture: [gpg, --passphrase-file, /run/pw, --password-stdin, x]",
        "- sh -c 'dump --password' # and no more",
        "capture: ['dump --password', x]",
        "reads: [token, secret, x]",
        "capture: [dump, \"--password=\", x]",
        "",
      })
  void whatIsNoLiteralSecretStaysAsItIsWritten(String written) {
    assertThat(MaskedText.of(written)).isEqualTo(written);
    assertThat(MaskedText.of("a: 1\r\n" + written + "\r\n"))
        .isEqualTo("a: 1\r\n" + written + "\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- --password_- hunter2_- x | - --password_- ******_- x",
        "a:_  - --password # his_  # or hers_  - 'hun''ter2' # that | "
            + "a:_  - --password # his_  # or hers_  - '******' # that",
        "# - --password_# - hunter2 | # - --password_# - ******",
        "x: [dump, --password,_  hunter2, y] | x: [dump, --password,_  ******, y]",
        "x: [dump, \"--password\",__  \"hun,ter2\", y] | x: [dump, \"--password\",__  \"******\", y]",
        "  dump --token \\_    hunter2 | dump --token \\_    ******",
        "- a:_  - --password_- sql: 1 | - a:_  - --password_- sql: 1",
        "a: [--password]_b: 1 | a: [--password]_b: 1",
      })
  void theWordOnTheNextLineIsMaskedToo(String written, String kept) {
    String masked = MaskedText.of(written.replace('_', '\n'));
    assertThat(masked).isEqualTo(kept.replace('_', '\n'));
    assertThat(MaskedText.of(masked)).isEqualTo(masked);
  }

  @Test
  void aWholePlanWithoutOneIsKeptAsItIs() throws IOException {
    String plan = Files.readString(Path.of("src/test/resources/plans/contract-plan.yaml"));
    assertThat(MaskedText.of(plan)).isEqualTo(plan);
  }

  @Test
  void aLongLineTakesNoTime() {
    String line = "# " + "a".repeat(1_000_000) + "=" + "token".repeat(2_000);
    assertThat(MaskedText.of(line)).isEqualTo(line);
  }
}

package io.drillbook.driver.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says of a row goes on the record without the row's values. */
class FaultTextTest {
  private static final Server SERVER =
      new Server(
          new Settings(Map.of("url", "mysql://127.0.0.1:3306/shop", "username", "u")),
          any -> Secret.of("s"),
          Side.TARGET);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1062 | Duplicate entry 'anna@example.com' for key 'PRIMARY' | for key 'PRIMARY'",
        "1062 | Duplicate entry 'o'anna' for key of anna@example.com' for key 'mail' | key 'mail'",
        "1062 | Duplicate entry 'anna | Duplicate entry",
        "1062 | Doppelter Eintrag 'anna@example.com' für Schlüssel 'mail' | Doppelter Eintrag",
        "1292 | Incorrect datetime value: 'anna' for column `shop`.`t`.`d` at row 1 | `d` at row 1",
        "1292 | Truncated incorrect DOUBLE value: 'anna' | DOUBLE value",
        "1292 | Truncated incorrect DOUBLE value: 'a' for key anna' | DOUBLE value",
        "1366 | Incorrect string value: '\\xF0anna' for column `shop`.`t`.`c` at row 1 | `c` at row 1",
        "1366 | Incorrect integer value: 'anna' for column 'n' at row 7 | 'n' at row 7"
      })
  void valuesOfRowsAreCutAndWhereTheyStandIsKept(int number, String said, String kept) {
    String ofTool =
        ToolFaults.of(
                "mariadb", 1, "ERROR %d (22007) at line 5: %s".formatted(number, said), SERVER)
            .getMessage();
    String ofServer =
        SqlFaults.of(new SQLException("(conn=7) " + said, "22007", number), Side.TARGET, "u@h/shop")
            .getMessage();
    assertThat(ofTool).contains(String.valueOf(number), kept).doesNotContain("anna");
    assertThat(ofServer).contains(kept).doesNotContain("anna");
  }

  @Test
  void whatQuotesNoValuesStaysAsItIs() {
    String said = "ERROR 1050 (42S01) at line 9: Table 'anna' already exists";
    assertThat(ToolFaults.of("mariadb", 1, said, SERVER).getMessage()).contains(said);
  }
}

package io.drillbook.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;

/** Tables without lines between rows: more of them fit on a screen. */
final class Tables {
  private static final int WIDEST = 60;

  private Tables() {}

  static String of(List<String> header, List<List<String>> rows) {
    Column[] columns =
        header.stream()
            .map(
                title ->
                    new Column()
                        .header(title)
                        .headerAlign(HorizontalAlign.LEFT)
                        .dataAlign(HorizontalAlign.LEFT)
                        .maxWidth(WIDEST))
            .toArray(Column[]::new);
    String[][] data = rows.stream().map(row -> row.toArray(String[]::new)).toArray(String[][]::new);
    return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, data);
  }
}

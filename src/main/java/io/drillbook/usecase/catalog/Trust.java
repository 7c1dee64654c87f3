package io.drillbook.usecase.catalog;

import java.util.List;

/** Whose signatures count. */
public interface Trust {
  /** Whether the system is protected here; what is not is foreign. */
  boolean isOurs(String system);

  /** Names of the keys that may have signed its points; empty where no signature is checked. */
  List<String> signers(String system);

  /** Trusts these keys for whatever system; checks nothing where there is none. */
  static Trust keys(List<String> names) {
    List<String> trusted = List.copyOf(names);
    return new Trust() {
      @Override
      public boolean isOurs(String system) {
        return true;
      }

      @Override
      public List<String> signers(String system) {
        return trusted;
      }
    };
  }
}

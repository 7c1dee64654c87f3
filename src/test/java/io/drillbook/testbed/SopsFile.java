package io.drillbook.testbed;

/** A file as the documentation of sops shows it; sops itself cannot be had here. */
public final class SopsFile {
  public static final String TEXT =
      """
      db:
          user: ENC[AES256_GCM,data:CwE4O1s=,iv:2k=,aad:o=,tag:w==,type:str]
          password: ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]
      list:
          - ENC[AES256_GCM,data:ID8=,iv:3h=,aad:l1=,tag:b==,type:int]
      note_unencrypted: plain-words-of-the-team
      sops:
          age:
              - recipient: age1yt3tfqlfrwdwx0z0ynwplcr6qxcxfaqycuprpmy89nr83ltx74tqdpszlw
                enc: |
                  -----BEGIN AGE ENCRYPTED FILE-----
                  YWdlLWVuY3J5cHRpb24ub3JnL3YxCg==
                  -----END AGE ENCRYPTED FILE-----
          pgp:
              - created_at: "2026-11-20T02:00:00Z"
                enc: |-
                  -----BEGIN PGP MESSAGE-----
                  hQEM
                  -----END PGP MESSAGE-----
                fp: 85D77543B3D624B63CEA9E6DBC17301B491B3F21
          lastmodified: "2026-11-20T02:00:00Z"
          mac: ENC[AES256_GCM,data:Ff2cyg==,iv:0a==,aad:d2==,tag:3q==,type:str]
          unencrypted_suffix: _unencrypted
          version: 3.9.0
      """;

  /** It indents by tabs, which YAML does not allow. */
  public static final String JSON =
      """
      {
      \t"password": "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]",
      \t"note_unencrypted": "plain-words-of-the-team",
      \t"sops": {
      \t\t"kms": null,
      \t\t"age": [
      \t\t\t{
      \t\t\t\t"recipient": "age1yt3tfqlfrwdwx0z0ynwplcr6qxcxfaqycuprpmy89nr83ltx74tqdpszlw",
      \t\t\t\t"enc": "-----BEGIN AGE ENCRYPTED FILE-----\\nYWdl\\n-----END AGE ENCRYPTED FILE-----\\n"
      \t\t\t}
      \t\t],
      \t\t"lastmodified": "2026-11-20T02:00:00Z",
      \t\t"mac": "ENC[AES256_GCM,data:Ff2cyg==,iv:0a==,aad:d2==,tag:3q==,type:str]",
      \t\t"pgp": null,
      \t\t"unencrypted_suffix": "_unencrypted",
      \t\t"version": "3.9.0"
      \t}
      }
      """;

  private SopsFile() {}
}

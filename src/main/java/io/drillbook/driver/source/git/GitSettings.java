package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of kind {@code git}, at a source and at a target.
 *
 * @param fsckIgnored kinds of flaws that this repository is known to have
 */
record GitSettings(
    Address address,
    Optional<String> username,
    Optional<SecretReference> password,
    Optional<Path> identity,
    Optional<Path> knownHosts,
    Optional<Path> authorities,
    boolean mayBeEmpty,
    boolean ignoresLfs,
    List<String> fsckIgnored) {
  private static final String LFS = "lfs";
  private static final String FSCK_IGNORE = "fsck-ignore";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              "url",
              Setting.Type.TEXT,
              "The repository: an absolute path, file://, https:// or ssh://, without a password;"
                  + " at a target a path that is empty or missing."),
          Setting.optional("username", Setting.Type.TEXT, "Who logs in by https."),
          Setting.optional("password", Setting.Type.SECRET, "Password or token for https."),
          Setting.optional(
              "identity-file",
              Setting.Type.PATH,
              "Private key for ssh, without a passphrase; needs known-hosts."),
          Setting.optional(
              "known-hosts",
              Setting.Type.PATH,
              "File with the ssh server's key; no other server is talked to."),
          Setting.optional(
              "ca-file", Setting.Type.PATH, "PEM file with the authorities to trust for https."),
          Setting.optional(
              "may-be-empty",
              Setting.Type.FLAG,
              "Whether a repository without any commit may be captured: false."),
          Setting.optional(
              LFS,
              Setting.Type.TEXT,
              "capture (default): large files of Git LFS are captured too, by git-lfs; or ignore:"
                  + " only the pointers to them."),
          Setting.optional(
              FSCK_IGNORE,
              Setting.Type.LIST,
              "Flaws of an old repository that 'git fsck' is to let pass, by its own words, such as"
                  + " zeroPaddedFilemode."));

  static GitSettings of(Settings settings) {
    return new GitSettings(
        Address.of(settings.text("url")),
        settings.optionalText("username"),
        settings.secret("password"),
        settings.optionalText("identity-file").map(Path::of),
        settings.optionalText("known-hosts").map(Path::of),
        settings.optionalText("ca-file").map(Path::of),
        settings.flag("may-be-empty", false),
        lfs(settings.optionalText(LFS).orElse("capture")),
        settings.list(FSCK_IGNORE).stream().map(GitSettings::flaw).toList());
  }

  private static boolean lfs(String word) {
    if (!word.equals("capture") && !word.equals("ignore")) {
      throw invalid(LFS, word, "It may be capture or ignore.");
    }
    return word.equals("ignore");
  }

  private static String flaw(String word) {
    if (!word.matches("[A-Za-z]+")) {
      throw invalid(FSCK_IGNORE, word, "Write one of the words of 'git help fsck'.");
    }
    return word;
  }

  static Fault invalid(String key, String value, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the setting '" + key + "' of a git repository: '" + value + "'",
        hint);
  }
}

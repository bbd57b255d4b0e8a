package org.sealgate.gateway.nss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyDatabases;
import org.sealgate.identity.GeneratedPassword;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;

/**
 * Profiles of Thunderbird and Firefox, and whatever else keeps keys in a database of NSS (cert9.db
 * and key4.db). Only a copy of the database is opened, so that a running program is not disturbed
 * and no module that the profile names is loaded; each key is written out by pk12util, under a
 * password of the moment.
 */
public final class NssProfiles implements KeyDatabases {
  @Override
  public boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(NssCopy.CERTIFICATES))
        && Files.isRegularFile(folder.resolve(NssCopy.KEYS));
  }

  @Override
  public IdentityFile read(Path folder, List<Secret> passwords) {
    try (NssCopy copy = NssCopy.of(folder)) {
      for (Secret password : passwords) {
        try (NssCopy.Unlocked unlocked = copy.with(password)) {
          NssPrograms.Run keys = unlocked.listKeys();
          if (keys.isWrongPassword()) {
            continue;
          }
          return keys.hasNoKeys() ? nothing() : read(unlocked, keys.orFail());
        }
      }
      throw new SmimeException(
          ErrorCode.WRONG_PASSWORD,
          "no password given opens the profile: give its primary password with --passwords");
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.IO, "the profile cannot be copied (" + e.getMessage() + ")", e);
    }
  }

  private static IdentityFile nothing() {
    return new IdentityFile(List.of(), List.of(), List.of(), List.of("the profile has no keys"));
  }

  private static IdentityFile read(NssCopy.Unlocked unlocked, String listed) throws IOException {
    List<String> notes = new ArrayList<>();
    Map<String, Identity> identities = new LinkedHashMap<>();
    Set<X509Certificate> others = new LinkedHashSet<>();
    Set<String> nicknames = nicknames(listed, notes);
    nicknames.addAll(ownCertificates(unlocked.listCertificates().orFail()));
    for (String nickname : nicknames) {
      try (Secret password = GeneratedPassword.create(new SecureRandom())) {
        IdentityFile file =
            IdentityFile.read(unlocked.export(nickname, password), List.of(password));
        file.identities().forEach(each -> identities.put(each.certificate().fingerprint(), each));
        others.addAll(file.certificates());
      }
    }
    return new IdentityFile(
        List.copyOf(identities.values()), List.of(), List.copyOf(others), notes);
  }

  /** Of lines like {@code < 0> rsa 0123... Alice's certificate}. */
  private static Set<String> nicknames(String listed, List<String> notes) {
    Set<String> names = new LinkedHashSet<>();
    for (String line : listed.lines().toList()) {
      var found = NssPrograms.KEY_LINE.matcher(line);
      if (found.matches() && found.group(1).equals("(orphan)")) {
        notes.add("a private key of the profile has no certificate there and was left");
      } else if (found.matches()) {
        names.add(found.group(1));
      }
    }
    return names;
  }

  /** A key is listed under one nickname, though a renewed certificate of it may have another. */
  private static List<String> ownCertificates(String listed) {
    return listed
        .lines()
        .map(NssPrograms.OWN_CERTIFICATE_LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .toList();
  }
}

package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sealgate.Secret;
import org.sealgate.gateway.jobs.AtomicFile;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.identity.CertificateBundle;
import org.sealgate.identity.Identity;
import org.sealgate.identity.Pkcs12Target;
import org.sealgate.identity.Pkcs12Writer;
import org.sealgate.trust.PathResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Writes what {@code keys export} gives out, each file whole or not at all. */
final class ExportFiles {
  private final Terminal terminal;
  private final TrustStore trust;

  ExportFiles(Terminal terminal, TrustStore trust) {
    this.terminal = terminal;
    this.trust = trust;
  }

  /**
   * Where to.
   *
   * @param target what is to open it
   * @param file its name
   */
  record To(Pkcs12Target target, String file) {}

  /** The identity with its whole chain, where a path to an anchor is known. */
  Identity completed(Identity identity) {
    if (!(path(identity) instanceof PathResult.Trusted trusted) || trusted.path().size() < 2) {
      return identity;
    }
    List<X509Certificate> above = trusted.path().subList(1, trusted.path().size() - 1);
    return new Identity(identity.certificate(), above, identity.privateKey());
  }

  private PathResult path(Identity identity) {
    return trust.validate(
        identity.certificate().x509(), identity.chain(), new ValidationTime.AnyTime());
  }

  /**
   * Writes the keys, the newest first; several files where the target takes one key of each.
   *
   * @return the names of the files
   */
  List<String> write(List<Identity> identities, Secret password, To to) throws IOException {
    List<List<Identity>> parts =
        to.target().takesSeveral()
            ? List.of(identities)
            : identities.stream().map(List::of).toList();
    List<String> names = new ArrayList<>();
    for (List<Identity> part : parts) {
      String name = numbered(to.file(), names.size());
      write(name, Pkcs12Writer.write(part, password, to.target()), Readers.OWNER);
      names.add(name);
    }
    return names;
  }

  /** {@code alice.p12}, then {@code alice-2.p12}. */
  private static String numbered(String file, int already) {
    if (already == 0) {
      return file;
    }
    int dot = file.lastIndexOf('.');
    int end = dot > file.lastIndexOf('/') + 1 ? dot : file.length();
    return file.substring(0, end) + "-" + (already + 1) + file.substring(end);
  }

  /** Writes intermediates and roots; an empty name writes nothing. */
  void writeAuthorities(List<Identity> identities, String p7b, String pem) throws IOException {
    Set<X509Certificate> authorities = new LinkedHashSet<>();
    for (Identity identity : identities) {
      authorities.addAll(identity.chain());
      if (path(identity) instanceof PathResult.Trusted trusted) {
        authorities.add(trusted.anchor());
      }
    }
    if (!p7b.isEmpty()) {
      write(p7b, CertificateBundle.p7b(authorities), Readers.EVERYBODY);
    }
    if (!pem.isEmpty()) {
      byte[] text = CertificateBundle.pem(authorities).getBytes(StandardCharsets.UTF_8);
      write(pem, text, Readers.EVERYBODY);
    }
  }

  private void write(String name, byte[] content, Readers readers) throws IOException {
    try (AtomicFile out = AtomicFile.create(terminal.resolve(name), readers)) {
      out.stream().write(content);
      out.commit();
    }
  }
}

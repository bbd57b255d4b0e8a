package org.sealgate.trust;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.sealgate.certificate.EmailAddress;

/**
 * The names within one constraint. {@link #contains} and {@link #mayContain} differ where a name
 * cannot be read or stands for many (a wildcard): it is then contained in nothing, and excluded by
 * everything.
 */
sealed interface Subtree {
  /** id-on-SmtpUTF8Mailbox (RFC 9598). */
  ASN1ObjectIdentifier SMTP_UTF8_MAILBOX = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

  /** True when the constraint is about names of this form. */
  boolean concerns(GeneralName name);

  /** True when the name certainly lies within. */
  boolean contains(GeneralName name);

  /** True unless the name certainly lies outside. */
  default boolean mayContain(GeneralName name) {
    return contains(name);
  }

  static Subtree of(GeneralName base) {
    return switch (base.getTagNo()) {
      case GeneralName.rfc822Name -> new Mailboxes(text(base));
      case GeneralName.dNSName -> new Hosts(DomainPattern.subtree(text(base)));
      case GeneralName.uniformResourceIdentifier -> new Uris(DomainPattern.exact(text(base)));
      case GeneralName.directoryName ->
          new Directory(Name.of(X500Name.getInstance(base.getName())));
      case GeneralName.iPAddress ->
          new Addresses(ASN1OctetString.getInstance(base.getName()).getOctets());
      default -> new Unknown(base.getTagNo());
    };
  }

  private static String text(GeneralName name) {
    return ASN1IA5String.getInstance(name.getName()).getString();
  }

  /**
   * Mailboxes: one, all of a host, or all of the hosts below a domain; also in UTF-8 (RFC 9598).
   */
  record Mailboxes(String base) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == GeneralName.rfc822Name
          || (name.getTagNo() == GeneralName.otherName
              && OtherName.getInstance(name.getName()).getTypeID().equals(SMTP_UTF8_MAILBOX));
    }

    @Override
    public boolean contains(GeneralName name) {
      return mailbox(name).map(this::matches).orElse(false);
    }

    @Override
    public boolean mayContain(GeneralName name) {
      return mailbox(name).map(this::matches).orElse(true);
    }

    private boolean matches(EmailAddress mailbox) {
      if (base.indexOf('@') < 0) {
        return DomainPattern.exact(base).matches(mailbox.domain());
      }
      return EmailAddress.parse(base).map(mailbox::equals).orElse(false);
    }

    private static Optional<EmailAddress> mailbox(GeneralName name) {
      if (name.getTagNo() == GeneralName.rfc822Name) {
        return EmailAddress.parse(text(name));
      }
      return EmailAddress.parse(
          ASN1UTF8String.getInstance(OtherName.getInstance(name.getName()).getValue()).getString());
    }
  }

  /** DNS names at or below a domain. */
  record Hosts(DomainPattern pattern) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == GeneralName.dNSName;
    }

    @Override
    public boolean contains(GeneralName name) {
      return pattern.matches(withoutWildcard(text(name)));
    }

    @Override
    public boolean mayContain(GeneralName name) {
      String host = text(name);
      return !DomainPattern.readable(withoutWildcard(host))
          || contains(name)
          || (host.startsWith("*.") && pattern.below(host.substring(2)));
    }

    private static String withoutWildcard(String host) {
      return host.startsWith("*.") ? host.substring(2) : host;
    }
  }

  /** URIs by their host, which must be a name (RFC 5280, 4.2.1.10). */
  record Uris(DomainPattern pattern) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == GeneralName.uniformResourceIdentifier;
    }

    @Override
    public boolean contains(GeneralName name) {
      return host(name).map(pattern::matches).orElse(false);
    }

    @Override
    public boolean mayContain(GeneralName name) {
      return host(name).map(pattern::matches).orElse(true);
    }

    private static Optional<String> host(GeneralName name) {
      try {
        return Optional.ofNullable(new URI(text(name)).getHost())
            .filter(DomainPattern::readable)
            .filter(host -> host.chars().anyMatch(c -> c > '9' && c != '['));
      } catch (URISyntaxException unreadable) {
        return Optional.empty();
      }
    }
  }

  /** Distinguished names at or below one. */
  record Directory(Name base) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == GeneralName.directoryName;
    }

    @Override
    public boolean contains(GeneralName name) {
      return Name.of(X500Name.getInstance(name.getName())).within(base);
    }
  }

  /** IP addresses: an address followed by a mask of the same length. */
  record Addresses(byte[] base) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == GeneralName.iPAddress;
    }

    @Override
    public boolean contains(GeneralName name) {
      byte[] address = ASN1OctetString.getInstance(name.getName()).getOctets();
      if (address.length * 2 != base.length) {
        return false;
      }
      for (int i = 0; i < address.length; i++) {
        int mask = base[address.length + i];
        if ((address[i] & mask) != (base[i] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A form whose subtrees nobody defined: any name of that form is refused. */
  record Unknown(int tag) implements Subtree {
    @Override
    public boolean concerns(GeneralName name) {
      return name.getTagNo() == tag
          && (tag != GeneralName.otherName
              || !OtherName.getInstance(name.getName()).getTypeID().equals(SMTP_UTF8_MAILBOX));
    }

    @Override
    public boolean contains(GeneralName name) {
      return false;
    }

    @Override
    public boolean mayContain(GeneralName name) {
      return true;
    }
  }
}

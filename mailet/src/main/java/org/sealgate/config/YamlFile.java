package org.sealgate.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sealgate.ldap.LdapQuery;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.policy.AddressPattern;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.MailKind;
import org.sealgate.policy.Treatment;
import org.sealgate.provider.TokenUri;
import org.sealgate.smime.HeaderPolicy;

/** The shape of {@code sealgate.yaml}, key by key; what is left out is null. */
record YamlFile(
    @Nullable String authservId,
    @Nullable Archive archive,
    @Nullable List<TokenUri> tokens,
    @Nullable Trust trust,
    @Nullable List<String> certificates,
    @Nullable List<Directory> directories,
    @Nullable Outbound outbound,
    @Nullable Inbound inbound,
    @Nullable Notifications notifications) {

  record Archive(
      @Nullable String path,
      @Nullable String url,
      @Nullable SecretReference password,
      @Nullable SecretReference passphrase,
      @Nullable String keyFile,
      @Nullable TokenUri token,
      @Nullable List<AddressPattern> signsFor) {}

  record Trust(@Nullable List<String> anchors) {}

  record Directory(
      @Nullable Kind kind,
      @Nullable List<LdapSettings.Server> servers,
      LdapSettings.@Nullable Security security,
      @Nullable List<String> anchors,
      @Nullable String bindDn,
      @Nullable SecretReference password,
      @Nullable String base,
      LdapQuery.@Nullable Scope scope,
      @Nullable String filter,
      @Nullable List<String> attributes,
      @Nullable Limits limits) {}

  enum Kind {
    OPENLDAP,
    ACTIVE_DIRECTORY
  }

  record Limits(
      @Nullable Duration connectTimeout,
      @Nullable Duration searchTimeout,
      @Nullable Duration totalTimeout,
      @Nullable Duration retryAfter,
      @Nullable Integer connections,
      @Nullable Integer entries,
      @Nullable Integer certificates,
      @Nullable Duration keepFound,
      @Nullable Duration keepMissing) {}

  record Outbound(
      @Nullable Boolean encryptToSender,
      @Nullable Boolean domainCertificates,
      @Nullable Boolean checkEnvelope,
      @Nullable OctetCount maxSize,
      @Nullable Retrying retry,
      @Nullable List<NamedRule> rules,
      @Nullable Treating otherwise) {}

  record Retrying(@Nullable Duration every, @Nullable Integer attempts) {}

  record NamedRule(
      @Nullable String name,
      @Nullable List<AddressPattern> senders,
      @Nullable List<AddressPattern> recipients,
      @Nullable List<MailKind> kinds,
      @Nullable FieldText header,
      Treatment.@Nullable Sign sign,
      Treatment.@Nullable Encrypt encrypt,
      Treatment.@Nullable OnMissing onMissing,
      @Nullable Form signature,
      @Nullable String profile,
      @Nullable HeaderPolicy protectHeaders,
      @Nullable Boolean legacyDisplay) {
    Treating treating() {
      return new Treating(
          sign, encrypt, onMissing, signature, profile, protectHeaders, legacyDisplay);
    }
  }

  record Treating(
      Treatment.@Nullable Sign sign,
      Treatment.@Nullable Encrypt encrypt,
      Treatment.@Nullable OnMissing onMissing,
      @Nullable Form signature,
      @Nullable String profile,
      @Nullable HeaderPolicy protectHeaders,
      @Nullable Boolean legacyDisplay) {}

  enum Form {
    CLEAR,
    OPAQUE
  }

  record FieldText(@Nullable String field, @Nullable String contains) {}

  record Inbound(
      @Nullable List<AddressPattern> recipients,
      InboundPolicy.@Nullable OnUndecryptable onUndecryptable) {}

  record Notifications(
      @Nullable Smtp smtp,
      @Nullable String from,
      @Nullable List<String> administrators,
      @Nullable Boolean owners,
      @Nullable List<String> hook,
      @Nullable Duration hookTimeout) {}

  record Smtp(
      @Nullable String host,
      @Nullable Integer port,
      NotificationSettings.@Nullable Security security,
      @Nullable String user,
      @Nullable SecretReference password) {}
}

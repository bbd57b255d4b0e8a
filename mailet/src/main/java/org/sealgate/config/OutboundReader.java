package org.sealgate.config;

import static org.sealgate.config.ConfigurationReader.orEmpty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.cms.Profile;
import org.sealgate.policy.MailKind;
import org.sealgate.policy.OutboundPolicy;
import org.sealgate.policy.Retry;
import org.sealgate.policy.Rule;
import org.sealgate.policy.Rule.Match;
import org.sealgate.policy.Treatment;
import org.sealgate.smime.HeaderPolicy;

/** Makes the outbound policy of its YAML. */
final class OutboundReader {
  private final Path file;

  OutboundReader(Path file) {
    this.file = file;
  }

  OutboundPolicy read(YamlFile.@Nullable Outbound yaml) {
    if (yaml == null) {
      return OutboundPolicy.always(Treatment.OPPORTUNISTIC);
    }
    OctetCount maxSize = yaml.maxSize();
    return new OutboundPolicy(
        rules(orEmpty(yaml.rules())),
        treatment("otherwise", yaml.otherwise()),
        Boolean.TRUE.equals(yaml.encryptToSender()),
        !Boolean.FALSE.equals(yaml.checkEnvelope()),
        maxSize == null ? OutboundPolicy.DEFAULT_MAX_OCTETS : maxSize.octets(),
        retry(yaml.retry()));
  }

  private static Retry retry(YamlFile.@Nullable Retrying yaml) {
    Retry standard = Retry.DEFAULT;
    if (yaml == null) {
      return standard;
    }
    return new Retry(
        Optional.ofNullable(yaml.every()).orElse(standard.every()),
        Optional.ofNullable(yaml.attempts()).orElse(standard.attempts()));
  }

  private List<Rule> rules(List<YamlFile.NamedRule> yaml) {
    List<Rule> rules = new ArrayList<>();
    for (YamlFile.NamedRule each : yaml) {
      String name = each.name() == null ? "rule " + (rules.size() + 1) : each.name();
      rules.add(new Rule(name, match(name, each), treatment(name, each.treating())));
    }
    return rules;
  }

  private Match match(String name, YamlFile.NamedRule yaml) {
    EnumSet<MailKind> kinds = EnumSet.noneOf(MailKind.class);
    kinds.addAll(orEmpty(yaml.kinds()));
    return new Match(
        orEmpty(yaml.senders()),
        orEmpty(yaml.recipients()),
        kinds,
        Optional.ofNullable(yaml.header()).map(header -> header(name, header)));
  }

  private Rule.FieldText header(String name, YamlFile.FieldText yaml) {
    String field = yaml.field();
    String contains = yaml.contains();
    if (field == null || contains == null || contains.isEmpty()) {
      throw wrong(name, "header needs field and contains");
    }
    return new Rule.FieldText(field, contains);
  }

  private Treatment treatment(String name, YamlFile.@Nullable Treating yaml) {
    Treatment standard = Treatment.OPPORTUNISTIC;
    if (yaml == null) {
      return standard;
    }
    return new Treatment(
        Optional.ofNullable(yaml.sign()).orElse(standard.sign()),
        Optional.ofNullable(yaml.encrypt()).orElse(standard.encrypt()),
        Optional.ofNullable(yaml.onMissing()).orElse(standard.onMissing()),
        yaml.signature() == YamlFile.Form.OPAQUE,
        profile(name, yaml.profile()),
        headers(name, yaml));
  }

  private Treatment.Headers headers(String name, YamlFile.Treating yaml) {
    HeaderPolicy policy = Optional.ofNullable(yaml.protectHeaders()).orElse(HeaderPolicy.NONE);
    boolean display = Boolean.TRUE.equals(yaml.legacyDisplay());
    if (display && !policy.protects()) {
      throw wrong(name, "legacy-display shows hidden header fields; it needs protect-headers");
    }
    return new Treatment.Headers(policy, display);
  }

  private String profile(String name, @Nullable String profile) {
    if (profile == null) {
      return Profile.DEFAULT.name();
    }
    if (Profile.named(profile).isEmpty()) {
      List<String> known = Profile.ALL.stream().map(Profile::name).toList();
      throw wrong(name, "profile '" + profile + "' is none of " + String.join(", ", known));
    }
    return profile;
  }

  private SmimeException wrong(String rule, String what) {
    return new SmimeException(
        ErrorCode.CONFIGURATION, file + ": outbound rule '" + rule + "': " + what);
  }
}

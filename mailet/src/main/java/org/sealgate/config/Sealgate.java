package org.sealgate.config;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchiveLocation;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.MasterKey;
import org.sealgate.certificate.CertificateChooser;
import org.sealgate.certificate.CertificateSource;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.certificate.Selection;
import org.sealgate.cms.Profile;
import org.sealgate.config.Configuration.ArchiveSettings;
import org.sealgate.identity.Identity;
import org.sealgate.ldap.LdapDirectory;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.OutboundPlanner;
import org.sealgate.policy.OutboundPolicy;
import org.sealgate.policy.Plan.Protection;
import org.sealgate.policy.Treatment;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/**
 * Everything that one configuration describes, made once and shared: engine, archive, sources of
 * certificates, policies. The archive and the tokens are opened when they are first needed, so that
 * what needs no key needs no passphrase. Thread-safe; close it to close them and the directories.
 */
public final class Sealgate implements AutoCloseable {
  private final Configuration configuration;
  private final SmimeEngine engine;
  private final Clock clock;
  private final TrustStore trust;
  private final List<CertificateFolder> files;
  private final List<LdapDirectory> directories;
  private final OutboundPlanner planner;
  private final TokenKeys tokens;
  private final Object archiveLock = new Object();
  private @Nullable KeyArchive archive;

  private Sealgate(Configuration configuration, SmimeEngine engine, Clock clock) {
    this.configuration = configuration;
    this.engine = engine;
    this.clock = clock;
    this.files =
        configuration.certificates().stream()
            .map(path -> new CertificateFolder(path, clock))
            .toList();
    this.trust = TrustStore.of(anchors(configuration)).withIntermediates(intermediates(files));
    this.directories =
        configuration.directories().stream().map(each -> LdapDirectory.of(each, clock)).toList();
    this.tokens = new TokenKeys(configuration.tokens(), System.getenv());
    this.planner = planner(configuration.outbound());
  }

  /**
   * What the file describes.
   *
   * @throws SmimeException CONFIGURATION with file, line, and what to do
   */
  public static Sealgate open(Path file) {
    return open(Configuration.read(file), Clock.systemUTC());
  }

  /** What a configuration describes, with this clock. */
  public static Sealgate open(Configuration configuration, Clock clock) {
    return new Sealgate(configuration, SmimeEngine.create(), clock);
  }

  /** What it was made from. */
  public Configuration configuration() {
    return configuration;
  }

  /** The engine. */
  public SmimeEngine engine() {
    return engine;
  }

  /** The anchors. */
  public TrustStore trust() {
    return trust;
  }

  /** The files and folders with other people's certificates, to examine them one by one. */
  public List<? extends CertificateSource> files() {
    return files;
  }

  /** The directories, to examine them one by one. */
  public List<LdapDirectory> directories() {
    return directories;
  }

  /** Decides what becomes of mail that leaves. */
  public OutboundPlanner planner() {
    return planner;
  }

  /**
   * Decides by one treatment for all mail, in place of the configuration's rules; what else the
   * configuration says of outbound mail holds.
   */
  public OutboundPlanner planner(Treatment treatment) {
    profile(treatment.profile());
    return planner(configuration.outbound().withoutRules(treatment));
  }

  private OutboundPlanner planner(OutboundPolicy policy) {
    return new OutboundPlanner(
        policy, this::select, address -> signingIdentity(address).map(Identity::certificate));
  }

  /** What becomes of mail that comes. */
  public InboundPolicy inbound() {
    return configuration.inbound();
  }

  /**
   * The key archive; empty where the configuration names none.
   *
   * @throws SmimeException WRONG_PASSWORD, IO, MALFORMED, CONFIGURATION where it does not open
   */
  public Optional<KeyArchive> archive() {
    Optional<ArchiveSettings> settings = configuration.archive();
    if (settings.isEmpty()) {
      return Optional.empty();
    }
    synchronized (archiveLock) {
      if (archive == null) {
        archive = new ArchiveOpening(System.getenv()).open(settings.get());
      }
      return Optional.of(archive);
    }
  }

  /**
   * The master key of the archive.
   *
   * @throws SmimeException CONFIGURATION where there is no archive, or its secret is not there
   */
  public MasterKey masterKey() {
    return new ArchiveOpening(System.getenv()).key(archiveSettings());
  }

  /**
   * Where the archive lies, or would lie.
   *
   * @throws SmimeException as {@link #masterKey}
   */
  public ArchiveLocation archiveLocation() {
    return new ArchiveOpening(System.getenv()).location(archiveSettings().place());
  }

  /**
   * Changes the master key of the archive, which nothing here has open meanwhile.
   *
   * @return how many keys were wrapped anew
   * @throws SmimeException as {@link #masterKey} and {@link #archive}
   */
  public int rotateMaster(MasterKey to) {
    return new ArchiveOpening(System.getenv()).rotate(archiveSettings(), to);
  }

  private ArchiveSettings archiveSettings() {
    return configuration
        .archive()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.CONFIGURATION, configuration.file() + " names no key archive"));
  }

  /**
   * The private keys of the archive, and those on tokens; none where there is neither.
   *
   * @throws SmimeException as {@link #archive}, and UNAVAILABLE or NO_KEY where a token or its key
   *     is not there
   */
  public KeySource keys() {
    KeySource onTokens = tokens.keys();
    Optional<KeyArchive> opened = archive();
    return opened.isPresent() ? opened.get().and(onTokens) : onTokens;
  }

  /** The identity an address signs with: one on a token before one in the archive. */
  public Optional<Identity> signingIdentity(EmailAddress address) {
    return tokens
        .signingIdentity(address, clock.instant())
        .or(() -> archive().flatMap(opened -> opened.signingIdentity(address)));
  }

  /** Every source of certificates: the archive, then files, then directories. */
  public List<CertificateSource> sources() {
    List<CertificateSource> sources = new ArrayList<>();
    archive().map(ArchiveCertificates::new).ifPresent(sources::add);
    sources.addAll(files);
    sources.addAll(directories);
    return List.copyOf(sources);
  }

  /** Which certificate to encrypt to for an address, and why. */
  public Selection select(EmailAddress address) {
    return new CertificateChooser(sources(), trust.pathCheck(), configuration.selection())
        .choose(address, clock.instant());
  }

  /** How to open mail now: with the archive's keys, this trust, at this time. */
  public OpenOptions openOptions() {
    Instant now = clock.instant();
    return new OpenOptions(keys(), trust, new ValidationTime.At(now));
  }

  /**
   * How to sign a copy; empty where it is not signed.
   *
   * @throws SmimeException REFUSED where the identity is there no more
   */
  public Optional<SignOptions> signOptions(Protection protection) {
    return protection
        .signAs()
        .map(address ->
            new SignOptions(
                List.of(signer(address)),
                protection.opaque(),
                profile(protection.profile()),
                List.of(),
                protection.headers().policy().protects()));
  }

  /** How to encrypt a copy; empty where it is not encrypted. */
  public Optional<EncryptOptions> encryptOptions(Protection protection) {
    return protection.encryptTo().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EncryptOptions(
                protection.encryptTo(),
                profile(protection.profile()),
                protection.headers().policy(),
                protection.headers().legacyDisplay()));
  }

  private Identity signer(EmailAddress address) {
    return signingIdentity(address)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.REFUSED,
                "the identity that signs for " + address + " is there no more: import one"));
  }

  private static Profile profile(String name) {
    return Profile.named(name)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.CONFIGURATION, "there is no profile named '" + name + "'"));
  }

  private static List<X509Certificate> intermediates(List<CertificateFolder> files) {
    return files.stream().flatMap(folder -> folder.authorities().stream()).distinct().toList();
  }

  private static List<X509Certificate> anchors(Configuration configuration) {
    return configuration.anchors().stream()
        .flatMap(path -> CertificateFiles.read(path).stream())
        .map(MailCertificate::x509)
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    directories.forEach(LdapDirectory::close);
    tokens.close();
    synchronized (archiveLock) {
      if (archive != null) {
        archive.close();
        archive = null;
      }
    }
  }
}

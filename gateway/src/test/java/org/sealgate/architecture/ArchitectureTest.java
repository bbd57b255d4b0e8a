package org.sealgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arrows of docs/architecture.md: who may import whom. There is no other arrow. */
@AnalyzeClasses(
    packages = "org.sealgate",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OurOwn.class})
class ArchitectureTest {

  /** Classes of this project, without those that were relocated into it. */
  static final class OurOwn implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/shaded/");
    }
  }

  @ArchTest static final ArchRule MIME = knows("mime");

  @ArchTest static final ArchRule PROVIDER = knows("provider");

  @ArchTest static final ArchRule CMS = knows("cms", "mime", "provider");

  @ArchTest static final ArchRule CERTIFICATE = knows("certificate", "provider");

  @ArchTest static final ArchRule IDENTITY = knows("identity", "certificate", "provider");

  @ArchTest static final ArchRule TRUST = knows("trust", "certificate", "provider");

  @ArchTest
  static final ArchRule SMIME =
      knows("smime", "mime", "provider", "cms", "certificate", "identity", "trust");

  @ArchTest
  static final ArchRule QUORUM =
      knows("quorum", "identity", "certificate", "cms", "mime", "provider");

  @ArchTest
  static final ArchRule ARCHIVE =
      knows(
          "archive",
          "quorum",
          "identity",
          "certificate",
          "smime",
          "trust",
          "cms",
          "mime",
          "provider");

  @ArchTest static final ArchRule LDAP = knows("ldap", "certificate");

  @ArchTest static final ArchRule POLICY = knows("policy", "smime", "certificate", "cms");

  @ArchTest
  static final ArchRule CONFIG =
      knows(
          "config",
          "policy",
          "smime",
          "archive",
          "ldap",
          "trust",
          "certificate",
          "identity",
          "cms",
          "mime",
          "provider");

  @ArchTest
  static final ArchRule MAILET =
      knows("mailet", "policy", "config", "smime", "mime", "certificate");

  @ArchTest
  static final ArchRule FIXTURES_KNOW_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("org.sealgate.fixtures..")
          .should()
          .dependOnClassesThat(ours().and(not("org.sealgate.fixtures")));

  @ArchTest
  static final ArchRule ONLY_DEMO_AND_CONFORMANCE_USE_FIXTURES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.sealgate.fixtures..",
              "org.sealgate.gateway.demo..",
              "org.sealgate.gateway.conformance..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.sealgate.fixtures..");

  @ArchTest
  static final ArchRule THE_MAILETS_KNOW_NO_BOUNCY_CASTLE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.sealgate.mailet..", "org.sealgate.policy..", "org.sealgate.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule POLICY_KNOWS_NOTHING_OF_JAMES =
      noClasses()
          .that()
          .resideInAnyPackage("org.sealgate.policy..", "org.sealgate.smime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.mailet..");

  @ArchTest
  static final ArchRule ONLY_PROVIDER_CHOOSES_PROVIDERS =
      noClasses()
          .that()
          .resideInAPackage("org.sealgate..")
          .and()
          .resideOutsideOfPackages("org.sealgate.provider..", "org.sealgate.fixtures..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.Security");

  @ArchTest
  static final ArchRule NO_BOUNCY_CASTLE_IN_PUBLIC =
      ArchRuleDefinition.methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("org.sealgate.fixtures..")
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("org.sealgate..")
          .should(nameNoBouncyCastle());

  @ArchTest
  static final ArchRule RECORDS_PRINT_NO_SECRETS =
      ArchRuleDefinition.classes()
          .that()
          .areRecords()
          .and()
          .resideInAPackage("org.sealgate..")
          .and()
          .resideOutsideOfPackage("org.sealgate.fixtures..")
          .should(printNoSecrets());

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.sealgate.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_GATEWAY =
      slices().matching("org.sealgate.gateway.(*)..").should().beFreeOfCycles();

  private static ArchRule knows(String room, String... others) {
    List<String> allowed = new ArrayList<>(List.of("org.sealgate." + room));
    Arrays.stream(others).map(other -> "org.sealgate." + other).forEach(allowed::add);
    return noClasses()
        .that()
        .resideInAPackage("org.sealgate." + room + "..")
        .should()
        .dependOnClassesThat(ours().and(not(allowed.toArray(String[]::new))))
        .as(room + " knows " + (others.length == 0 ? "nothing" : String.join(", ", others)));
  }

  /** The root package (codes, exceptions, secrets) may be known by all, so it does not count. */
  private static DescribedPredicate<JavaClass> ours() {
    return DescribedPredicate.describe(
        "are ours", type -> type.getPackageName().startsWith("org.sealgate."));
  }

  private static DescribedPredicate<JavaClass> not(String... packages) {
    return DescribedPredicate.describe(
        "are not in " + String.join(", ", packages),
        type ->
            Arrays.stream(packages)
                .noneMatch(name ->
                    type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + ".")));
  }

  private static ArchCondition<JavaMethod> nameNoBouncyCastle() {
    return new ArchCondition<>("name no type of Bouncy Castle") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        if (!isVisible(method.getOwner())) {
          return;
        }
        List<JavaClass> named = new ArrayList<>(method.getRawParameterTypes());
        named.add(method.getRawReturnType());
        named.stream()
            .filter(type -> type.getPackageName().startsWith("org.bouncycastle"))
            .forEach(type ->
                events.add(
                    SimpleConditionEvent.violated(
                        method, method.getFullName() + " names " + type.getName())));
      }
    };
  }

  /** A public type in a package-private one is seen by its package alone. */
  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  /** A record's own toString prints its components; those of secret types must not be printed. */
  private static ArchCondition<JavaClass> printNoSecrets() {
    return new ArchCondition<>("print no secret") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean secret =
            type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(field -> field.getRawType().getName())
                .anyMatch(name ->
                    name.equals("java.security.PrivateKey")
                        || name.equals("java.security.KeyPair")
                        || name.equals("javax.crypto.SecretKey"));
        boolean own =
            type.getMethods().stream()
                .anyMatch(method ->
                    method.getName().equals("toString")
                        && method.getSourceCodeLocation().getLineNumber()
                            != type.getSourceCodeLocation().getLineNumber());
        if (secret && !own) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " holds a key and prints itself"));
        }
      }
    };
  }
}

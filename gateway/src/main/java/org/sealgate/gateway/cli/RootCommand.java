package org.sealgate.gateway.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sealgate} without a command: what all commands share. */
@Command(
    name = "sealgate",
    description = "S/MIME for mail gateways: signs, encrypts, opens and verifies mail.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the answer is no: bad signature, no key, no certificate",
      "2:wrong usage",
      "3:cannot: a file, a directory or the configuration stands in the way"
    })
final class RootCommand implements Callable<Integer> {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces and the log of every library.")
  private boolean debug;

  @Spec private @Nullable CommandSpec spec;

  boolean debug() {
    return debug;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sealgate " + of()};
    }

    static String of() {
      String built = RootCommand.class.getPackage().getImplementationVersion();
      return built == null ? "(not packaged)" : built;
    }
  }
}

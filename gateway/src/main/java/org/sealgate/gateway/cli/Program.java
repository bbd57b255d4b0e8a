package org.sealgate.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.sealgate.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The command line as a whole: finds the command, runs it, and turns whatever stands in its way
 * into one line and an exit code: 0 done, 1 the answer is "no", 2 usage, 3 cannot.
 */
final class Program {
  private final Terminal terminal;

  Program(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command that the words ask for. */
  int run(String... words) {
    CommandLine line = commandLine(words.length == 0 ? "" : words[0]);
    int code = line.execute(words);
    try {
      terminal.out().flush();
      return code;
    } catch (IOException e) {
      terminal.err().println(Complaint.of(e).line("write standard output"));
      return Complaint.of(e).exitCode();
    }
  }

  /** All of the command line that the first word asks for. */
  CommandLine commandLine(String word) {
    RootCommand root = new RootCommand();
    CommandLine line = withCommands(new CommandLine(root), word);
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(parsed -> execute(parsed, root));
    line.setParameterExceptionHandler((problem, words) -> usage(problem));
    line.setExecutionExceptionHandler((problem, at, parsed) -> report(problem, at, root.debug()));
    return line;
  }

  /**
   * The command that the first word asks for; every command there is where that is none, for help
   * and complaints. Making all of them takes a third of the time of a short one.
   */
  private CommandLine withCommands(CommandLine root, String word) {
    Map<String, Supplier<Object>> commands = commands();
    Supplier<Object> one = commands.get(word);
    Collection<Supplier<Object>> made = one == null ? commands.values() : List.of(one);
    made.forEach(command -> root.addSubcommand(command.get()));
    return root;
  }

  /**
   * Every command by its name, in the order of the help. One that does nothing yet is not there.
   */
  private Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(terminal));
    commands.put("sign", () -> new SignCommand(terminal));
    commands.put("encrypt", () -> new EncryptCommand(terminal));
    commands.put("decrypt", () -> new DecryptCommand(terminal));
    commands.put("verify", () -> new VerifyCommand(terminal));
    commands.put("inspect", () -> new InspectCommand(terminal));
    commands.put("keys", this::keys);
    commands.put("archive", this::archive);
    commands.put("lookup", () -> new LookupCommand(terminal));
    commands.put("explain", () -> new ExplainCommand(terminal));
    commands.put("conformance", () -> new ConformanceCommand(terminal));
    commands.put("doctor", () -> new DoctorCommand(terminal));
    commands.put("rehearse", RehearseCommand::new);
    return commands;
  }

  private CommandLine keys() {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysImportCommand(terminal))
        .addSubcommand(new KeysListCommand(terminal))
        .addSubcommand(new KeysShowCommand(terminal))
        .addSubcommand(new KeysRequestCommand(terminal))
        .addSubcommand(new KeysExportCommand(terminal))
        .addSubcommand(new KeysRetireCommand(terminal))
        .addSubcommand(new KeysRevokeCommand(terminal))
        .addSubcommand(new KeysDestroyCommand(terminal))
        .addSubcommand(new KeysVerifyCommand(terminal))
        .addSubcommand(new KeysReportCommand(terminal))
        .addSubcommand(new KeysAuditCommand(terminal))
        .addSubcommand(custodians())
        .addSubcommand(new KeysLeaveCommand(terminal))
        .addSubcommand(new KeysReturnCommand(terminal))
        .addSubcommand(recover())
        .addSubcommand(new KeysBackupCommand(terminal))
        .addSubcommand(new KeysRestoreCommand(terminal))
        .addSubcommand(new KeysRotateMasterCommand(terminal));
  }

  private CommandLine custodians() {
    return new CommandLine(new KeysCustodiansCommand())
        .addSubcommand(new KeysCustodiansInitCommand(terminal))
        .addSubcommand(new KeysCustodiansShowCommand(terminal))
        .addSubcommand(new KeysCustodiansChangeCommand(terminal));
  }

  private CommandLine recover() {
    return new CommandLine(new KeysRecoverCommand())
        .addSubcommand(new KeysRecoverRequestCommand(terminal))
        .addSubcommand(new KeysRecoverShowCommand(terminal))
        .addSubcommand(new KeysRecoverApproveCommand(terminal))
        .addSubcommand(new KeysRecoverDenyCommand(terminal))
        .addSubcommand(new KeysRecoverVoteCommand(terminal))
        .addSubcommand(new KeysRecoverListCommand(terminal))
        .addSubcommand(new KeysRecoverCollectCommand(terminal))
        .addSubcommand(new KeysRecoverCancelCommand(terminal));
  }

  private CommandLine archive() {
    return new CommandLine(new ArchiveCommand())
        .addSubcommand(new ArchiveCensusCommand(terminal))
        .addSubcommand(new ArchiveDecryptCommand(terminal));
  }

  private int execute(ParseResult parsed, RootCommand root) {
    Logging.verbose(root.debug());
    return new CommandLine.RunLast().execute(parsed);
  }

  private int usage(CommandLine.ParameterException problem) {
    CommandLine at = problem.getCommandLine();
    String name = at.getCommandSpec().qualifiedName();
    String why =
        problem instanceof CommandLine.UnmatchedArgumentException unmatched
                && at.getCommand() instanceof RootCommand
            ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'"
            : Objects.requireNonNullElse(problem.getMessage(), "wrong usage");
    terminal.err().println("sealgate: " + Line.of(why) + "; see '" + name + " --help'");
    return ErrorCode.USAGE.exitCode();
  }

  private int report(Exception problem, CommandLine at, boolean debug) {
    Complaint complaint = Complaint.of(problem);
    String doing = at.getCommand() instanceof Doing command ? command.doing() : "";
    terminal.err().println(complaint.line(doing));
    if (debug) {
      problem.printStackTrace(terminal.err());
    }
    return complaint.exitCode();
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }
}

package org.sealgate.gateway.cli;

import picocli.CommandLine.Command;

/** {@code sealgate archive}: whole archives of mail. */
@Command(
    name = "archive",
    description = "Whole archives of mail: mbox files, folders of mails, Maildirs.",
    synopsisSubcommandLabel = "COMMAND")
final class ArchiveCommand {}

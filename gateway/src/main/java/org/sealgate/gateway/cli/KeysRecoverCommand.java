package org.sealgate.gateway.cli;

import picocli.CommandLine.Command;

/** {@code sealgate keys recover}: keys out of the custodians' hands. */
@Command(
    name = "recover",
    description = {
      "Recover keys with the approval of the custodians, also of people who have left:",
      "1. 'request' writes a request and shows a code;",
      "2. each custodian reads it and answers with 'approve' or 'deny', on any machine;",
      "3. 'vote' hands an answer in;",
      "4. 'collect' carries an approved request out, once."
    },
    synopsisSubcommandLabel = "COMMAND")
final class KeysRecoverCommand {}

package redoubt.infra.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * What can be asked of a server from a shell. Status 0: done; 1: refused by the server; 2: not understood; 3: nobody is signed
 * in, or not any more; 4: the server does not answer.
 */
@Command(
        name = "redoubt",
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks a server that runs somewhere.",
        subcommands = {Login.class, Logout.class, Tokens.class, Import.class, Changes.class, HelpCommand.class},
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  REDOUBT_URL     the server, unless --url names one",
            "  REDOUBT_TOKEN   the token, unless one is kept by redoubt login"
        },
        exitCodeListHeading = "%nStatus:%n",
        exitCodeList = {
            "0:done",
            "1:the server refuses",
            "2:the command is not understood",
            "3:nobody is signed in, or not any more",
            "4:the server does not answer"
        })
public final class Client {

    private Client() {}

    /** Does what the arguments say, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.of(System.getenv(), System.in, System.out, System.err), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Client(), new Hands(terminal));
        for (Kind kind : Kind.values()) {
            line.addSubcommand(kind.plural(), Things.commands(kind, terminal));
        }
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionExceptionHandler((thrown, _, _) -> failed(terminal, thrown))
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }

    private static int failed(Terminal terminal, Exception thrown) {
        if (thrown instanceof Failed failed) {
            terminal.err().println("redoubt: " + failed.getMessage());
            return failed.status();
        }
        terminal.err().println("redoubt: " + thrown);
        return Failed.REFUSED;
    }
}

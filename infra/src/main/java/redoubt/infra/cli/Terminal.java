package redoubt.infra.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where somebody sits: what they type, what they read, and what their environment says.
 *
 * @param stream what {@code out} writes to, for what is passed on as it comes
 * @param err for what is no part of the answer
 */
record Terminal(
        Map<String, String> environment, InputStream in, OutputStream stream, PrintWriter out, PrintWriter err) {

    static Terminal of(Map<String, String> environment, InputStream in, OutputStream out, OutputStream err) {
        return new Terminal(environment, in, out, writer(out), writer(err));
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    /** The value of a variable; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Asks for a line. */
    String line(String question) {
        err.print(question + " ");
        err.flush();
        return read();
    }

    /** Asks for what nobody may look at; where no terminal is, the next line of the input is taken. */
    String secret(String question) {
        if (in == System.in) {
            Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
            if (console.isPresent()) {
                char[] typed = console.get().readPassword("%s ", question);
                return typed == null ? "" : new String(typed);
            }
        }
        return line(question);
    }

    /** The rest of the line, byte by byte: what comes after it is somebody else's to read. */
    private String read() {
        var line = new ByteArrayOutputStream();
        try {
            for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
                line.write(letter);
            }
        } catch (IOException closed) {
            // which is the end of it
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}

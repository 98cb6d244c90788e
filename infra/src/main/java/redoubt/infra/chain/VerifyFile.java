package redoubt.infra.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import redoubt.query.chain.Anchor;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.Lines;
import redoubt.query.chain.PublicKeys;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.Verdict;
import redoubt.query.chain.Verifier;
import redoubt.query.chain.Verifier.Terms;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies an export without a server, a database or a network: {@code redoubt verify FILE}. Prints the verdict as JSON.
 * Status 0: nothing is wrong; 1: something is; 2: that cannot be told.
 */
public final class VerifyFile {

    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int UNKNOWN = 2;
    private static final String USAGE = "usage: redoubt verify FILE [--anchor POSITION:HASH]... [--checkpoints FILE]..."
            + " [--keys FILE]... [--selection]";

    private final List<Anchor> anchors = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Published> keys = new ArrayList<>();
    private Terms terms = Terms.excerpt();
    private @Nullable String file;

    private VerifyFile() {}

    /** Takes the file, {@code -} for standard input, and what to hold it against. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            return new VerifyFile().verify(arguments, out);
        } catch (Unusable unusable) {
            err.println("redoubt: " + unusable.getMessage());
        } catch (CharacterCodingException _) {
            err.println("redoubt: The file is not UTF-8.");
        } catch (IOException unreadable) {
            err.println("redoubt: The file cannot be read: " + unreadable + ".");
        }
        return UNKNOWN;
    }

    private int verify(String[] arguments, PrintStream out) throws IOException {
        read(arguments);
        if (file == null) {
            throw new Unusable(USAGE);
        }
        Verifier verifier = new Verifier(terms, anchors, new PublicKeys(keys));
        checkpoints.forEach(verifier::expect);
        long start = System.nanoTime();
        boolean ended = lines(file, verifier);
        Verdict verdict = verifier.end(false);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (verdict.valid() && !ended) {
            throw new Unusable("The export has no end: it was not downloaded completely, or cut.");
        }
        out.println(verdict.json(took));
        return verdict.valid() ? VALID : INVALID;
    }

    /** Reads until something is wrong or the end is there; tells whether it is. */
    private static boolean lines(String file, Verifier verifier) throws IOException {
        try (BufferedReader reader = open(file)) {
            long count = 0;
            for (String line = reader.readLine(); line != null && !verifier.done(); line = reader.readLine()) {
                Lines.End end = Lines.end(line).orElse(null);
                if (end == null) {
                    verifier.next(Lines.entry(line));
                    count++;
                } else {
                    if (reader.readLine() != null) {
                        throw new Unusable("Something stands behind the end of the export.");
                    }
                    verifier.closes(new Anchor(end.last(), end.hash()));
                    if (!verifier.done() && end.count() != count) {
                        throw new Unusable(
                                "The export says that it has " + end.count() + " events, but has " + count + ".");
                    }
                    return true;
                }
            }
            return false;
        }
    }

    private static BufferedReader open(String file) throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))
                : Files.newBufferedReader(Path.of(file));
    }

    private void read(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--selection")) {
                terms = Terms.selection();
            } else if (argument.equals("-") || !argument.startsWith("-")) {
                if (file != null) {
                    throw new Unusable(USAGE);
                }
                file = argument;
            } else if (i + 1 == arguments.length) {
                throw new Unusable(USAGE);
            } else {
                option(argument, arguments[++i]);
            }
        }
    }

    private void option(String name, String value) throws IOException {
        switch (name) {
            case "--anchor" ->
                anchors.add(Anchor.parse(value)
                        .orElseThrow(() -> new Unusable(value + " is not a position, a colon and 64 hex digits.")));
            case "--checkpoints" -> checkpoints.addAll(list(value, Checkpoint::read));
            case "--keys" -> keys.addAll(list(value, Published::read));
            default -> throw new Unusable(USAGE);
        }
    }

    /** What the API answered, kept in a file. */
    private static <T> List<T> list(String file, Function<JsonNode, T> read) throws IOException {
        List<T> all = new ArrayList<>();
        try {
            for (JsonNode each :
                    Json.MAPPER.readTree(Files.readString(Path.of(file))).path("results")) {
                all.add(read.apply(each));
            }
        } catch (JacksonException | IllegalArgumentException _) {
            throw new Unusable(file + " is not a list as the API gives it.");
        }
        if (all.isEmpty()) {
            throw new Unusable(file + " holds nothing of the kind.");
        }
        return all;
    }

    /** Why nothing can be told, in one sentence. */
    private static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unusable(String sentence) {
            super(sentence);
        }
    }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Compares a password with what was kept of it, again and again, and does nothing else. It is a program of its own, run from
 * this file on the class path of the application, so that the benchmarks know no module of the product. What was kept, with the
 * parameters that stand in it, and the password are its arguments.
 *
 * <p>Each line on standard input is a turn: on how many threads, and for how many milliseconds. The answer is a line: {@code
 * done} and how many comparisons there were.
 */
final class PasswordHasher {

    // The parameters are those of what was kept; these are for passwords that nobody chooses here.
    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final String kept;
    private final String password;

    private PasswordHasher(String kept, String password) {
        this.kept = kept;
        this.password = password;
    }

    public static void main(String... arguments) throws IOException {
        PasswordHasher hasher = new PasswordHasher(arguments[0], arguments[1]);
        System.out.println("ready");
        try (BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
                String[] words = turn.split(" ");
                System.out.println("done " + hasher.turn(Integer.parseInt(words[0]), Long.parseLong(words[1])));
            }
        }
    }

    private long turn(int threads, long milliseconds) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long end = System.nanoTime() + milliseconds * 1_000_000;
            List<CompletableFuture<Long>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                work.add(CompletableFuture.supplyAsync(() -> until(end), pool));
            }
            return work.stream().mapToLong(CompletableFuture::join).sum();
        }
    }

    /** One that is under way when the time is over does not count, as an answer that comes too late does not. */
    private long until(long end) {
        long done = 0;
        while (true) {
            if (!encoder.matches(password, kept)) {
                throw new IllegalStateException("The password does not fit what was kept of it");
            }
            if (System.nanoTime() > end) {
                return done;
            }
            done++;
        }
    }
}

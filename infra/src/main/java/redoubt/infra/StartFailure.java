package redoubt.infra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.netty.ChannelBindException;
import redoubt.infra.chain.KeyUnusable;
import redoubt.infra.postgres.DatabaseUnusable;
import redoubt.infra.privacy.MasterKeyUnusable;

/**
 * Says in one sentence why Redoubt does not start, where the reason is something its user can change.
 *
 * <p>Anything else is our bug, and is left to the framework, which logs it with its trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        var sentence = sentence(failure);
        sentence.ifPresent(said -> System.err.println("redoubt: " + said));
        return sentence.isPresent();
    }

    static Optional<String> sentence(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var said = said(cause);
            if (said != null) {
                return Optional.of(said.replaceAll("\\s*\\R\\s*", " "));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String said(Throwable cause) {
        return switch (cause) {
            case SettingsRefused refused -> refused.getMessage();
            case DatabaseUnusable unusable -> unusable.getMessage();
            case KeyUnusable unusable -> unusable.getMessage();
            case MasterKeyUnusable unusable -> unusable.getMessage();
            case PortInUseException taken -> portTaken(taken.getPort());
            case ChannelBindException refused ->
                "Port " + refused.localPort() + " cannot be opened: " + reason(refused) + ".";
            default -> null;
        };
    }

    /** What to say of a port that somebody else has. */
    static String portTaken(int port) {
        return "Port " + port + " is taken by another program; stop it, or choose another with REDOUBT_PORT"
                + " (REDOUBT_MANAGEMENT_PORT for health and metrics).";
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(failure.getMessage()) : cause.getMessage();
    }
}

package redoubt.infra.supervision;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Something that exactly one of all nodes on one database does at a time: the one whose connection holds an advisory lock, and
 * it works with that very connection, so losing the connection is losing the right. The others try for the lock each second.
 * What fails is begun anew after a second.
 */
public final class Alone {

    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final ConnectionFactory sessions;
    private final Duration pause;
    private final Work work;
    private final Supervised supervised;
    private final Election election;

    /** What is done. */
    public interface Work {

        /** Done each second on nodes that do not do it. */
        Mono<?> elsewhere(Connection connection);

        /** Begins on a connection that has the right. */
        Mono<Turn> begin(Connection connection);
    }

    /** The time during which a connection has the right. */
    @FunctionalInterface
    public interface Turn {

        /** Does the next bit; emits whether there may be more at once. */
        Mono<Boolean> next();
    }

    /**
     * Nothing happens before it is started.
     *
     * @param name what is done, as a log tells it
     * @param lock the number of the lock
     * @param sessions opens connections that are kept
     * @param pause how long it rests when there is nothing more to do at once
     */
    public Alone(String name, long lock, ConnectionFactory sessions, Duration pause, Work work) {
        this.sessions = sessions;
        this.pause = pause;
        this.work = work;
        this.supervised = new Supervised(name, BACKOFF, this::session);
        this.election = new Election(lock, supervised);
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        supervised.start();
    }

    /** Ends; completes when the connection is closed, and with it the lock is free. */
    public Mono<Void> stop() {
        return supervised.stop();
    }

    private Mono<Void> session() {
        // A question to the database is waited for when we stop: a driver that is interrupted may keep what it was to
        // send.
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close);
    }

    private Mono<Void> serve(Connection connection) {
        return election.won(connection, () -> work.elsewhere(connection))
                .flatMap(_ -> work.begin(connection))
                .flatMap(turn -> Mono.defer(turn::next)
                        .flatMap(more -> more ? Mono.empty() : supervised.rest(pause))
                        .repeat(() -> !supervised.stopping())
                        .then());
    }
}

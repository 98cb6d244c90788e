package redoubt.infra.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.messaging.core.QualifiedName;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.eventstore.Options.RecordedAt;

/** The one statement that writes: a group of appends laid out as arrays. */
final class AppendCall {

    private static final String SQL =
            "select base, at, claimed, conflicting from append_events($1, $2, $3, now() - $4::interval, $5, $6, $7, $8,"
                    + " $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private final List<Integer> claimAppend = new ArrayList<>();
    private final List<String> claimKey = new ArrayList<>();
    private final List<String> claimFingerprint = new ArrayList<>();

    private final List<Integer> ruleAppend = new ArrayList<>();
    private final List<Long> ruleAfter = new ArrayList<>();
    private final List<@Nullable String> ruleTag = new ArrayList<>();
    private final List<@Nullable String> ruleMore = new ArrayList<>();
    private final List<@Nullable String> ruleTypes = new ArrayList<>();

    private final List<Integer> eventAppend = new ArrayList<>();
    private final List<Waiting.Written> events = new ArrayList<>();

    private AppendCall() {}

    /**
     * What became of a group.
     *
     * @param base position before the first event written
     * @param at when it was written
     * @param claimed numbers of the appends whose key was taken
     * @param conflicting numbers of the appends that met a conflicting event
     */
    record Result(long base, Instant at, Set<Integer> claimed, Set<Integer> conflicting) {}

    /** Writes a group: one round trip, one transaction. */
    static Mono<Result> write(Connection connection, Group group, Options options) {
        var call = new AppendCall();
        for (int number = 0; number < group.appends.size(); number++) {
            call.lay(number, group.appends.get(number));
        }
        return Flux.from(call.bind(connection.createStatement(SQL), options).execute())
                .flatMap(result -> result.map(AppendCall::result))
                .single();
    }

    private void lay(int number, Waiting append) {
        if (append.claim != null) {
            claimAppend.add(number);
            claimKey.add(append.claim.key());
            claimFingerprint.add(append.claim.fingerprint());
        }
        if (append.criteria != null) {
            lay(number, append.after(), append.criteria);
        }
        for (var event : append.events) {
            eventAppend.add(number);
            events.add(event);
        }
    }

    private void lay(int number, long after, Criteria criteria) {
        if (criteria.everything()) {
            rule(number, after, null, null, null);
        }
        for (var criterion : criteria.any()) {
            var names = criterion.types().stream().map(QualifiedName::name).toList();
            var types = names.isEmpty() ? null : Texts.array(names);
            if (criterion.tags().isEmpty()) {
                rule(number, after, null, null, types);
            } else {
                var tags = Criteria.tags(criterion);
                rule(number, after, tags.getFirst(), Criteria.others(tags), types);
            }
        }
    }

    private void rule(int number, long after, @Nullable String tag, @Nullable String more, @Nullable String types) {
        ruleAppend.add(number);
        ruleAfter.add(after);
        ruleTag.add(tag);
        ruleMore.add(more);
        ruleTypes.add(types);
    }

    private Statement bind(Statement statement, Options options) {
        statement
                .bind(0, claimAppend.toArray(Integer[]::new))
                .bind(1, claimKey.toArray(String[]::new))
                .bind(2, claimFingerprint.toArray(String[]::new))
                .bind(3, options.receipts().toString())
                .bind(4, ruleAppend.toArray(Integer[]::new))
                .bind(5, ruleAfter.toArray(Long[]::new))
                .bind(6, ruleTag.toArray(String[]::new))
                .bind(7, ruleMore.toArray(String[]::new))
                .bind(8, ruleTypes.toArray(String[]::new))
                .bind(9, eventAppend.toArray(Integer[]::new))
                .bind(10, texts(event -> event.message().identifier()))
                .bind(11, texts(event -> event.message().type().name()))
                .bind(12, texts(event -> event.message().type().version()));
        if (options.recordedAt() == RecordedAt.MESSAGE_TIMESTAMP) {
            statement.bind(13, events.stream().map(AppendCall::micros).toArray(Long[]::new));
        } else {
            statement.bindNull(13, Long[].class);
        }
        return statement
                .bind(14, texts(Waiting.Written::tagArray))
                .bind(15, texts(Waiting.Written::payload))
                .bind(16, texts(Waiting.Written::metadata));
    }

    private String[] texts(Function<Waiting.Written, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    private static Long micros(Waiting.Written event) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, event.message().timestamp());
    }

    private static Result result(Readable row) {
        return new Result(
                Objects.requireNonNull(row.get(0, Long.class)),
                Objects.requireNonNull(row.get(1, Instant.class)),
                numbers(row, 2),
                numbers(row, 3));
    }

    private static Set<Integer> numbers(Readable row, int index) {
        return new HashSet<>(Arrays.asList(Objects.requireNonNull(row.get(index, Integer[].class))));
    }
}

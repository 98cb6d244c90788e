package redoubt.infra.webhook;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import redoubt.api.webhook.Delivery;
import redoubt.model.wire.Json;

/** Deliveries and attempts as they are read from the database. */
final class DeliveryRow {

    static final String COLUMNS = "d.id, d.message, d.position, d.type, d.noun, d.resource, d.state, d.cause,"
            + " d.attempts, d.next_at, d.created_at, d.delivered_at";

    /** The same of what is on its way. */
    static final String OPEN = COLUMNS.replace("d.delivered_at", "null::timestamptz as delivered_at");

    /** The same of what has ended. */
    static final String ENDED = COLUMNS.replace("d.next_at", "null::timestamptz as next_at");

    private static final String WHOSE = "select d.webhook, d.org, d.digest, ";

    /** Every delivery of an endpoint, wherever it stands. What left with others is found by these. */
    static final String EVERY =
            "(" + WHOSE + "flight_of(d.id) as flight, " + OPEN + " from webhook_under_way d union all "
                    + WHOSE + "flight_of(d.id), " + ENDED + " from webhook_delivery d union all "
                    + WHOSE + "d.flight, " + ENDED + " from webhook_crew c join webhook_arrived d on d.crew = c.crew"
                    + " and d.webhook = c.webhook)";

    /** That it is one. */
    static final String ONE = "d.webhook = ? and d.id = ? and d.flight = flight_of(?)";

    private static final String ATTEMPT =
            "a.started_at, a.duration_ms, a.status, a.error_kind, a.headers::text, a.answer, a.address";

    /** The attempts of a delivery: the last one stands where it ended, those before it by themselves. */
    static final String ATTEMPTS = "select a.number, " + ATTEMPT + " from webhook_attempt a where a.delivery = ?"
            + " union all select a.attempts, " + ATTEMPT + " from webhook_delivery a where a.webhook = ? and a.id = ?"
            + " and a.started_at is not null union all select 1, " + ATTEMPT
            + " from webhook_crew c join webhook_arrived a on a.crew = c.crew and a.webhook = c.webhook where"
            + " c.webhook = ? and a.id = ? and a.flight = flight_of(?) order by 1";

    private DeliveryRow() {}

    static Delivery read(Readable row) {
        return new Delivery(
                id(row, 0),
                text(row, 1),
                row.get(2, Long.class),
                text(row, 3),
                text(row, 4),
                id(row, 5),
                Delivery.State.valueOf(text(row, 6).toUpperCase(Locale.ROOT)),
                Delivery.Trigger.valueOf(text(row, 7).toUpperCase(Locale.ROOT)),
                Objects.requireNonNull(row.get(8, Integer.class)),
                row.get(9, Instant.class),
                Objects.requireNonNull(row.get(10, Instant.class)),
                row.get(11, Instant.class));
    }

    static Delivery.Attempt attempt(Readable row) {
        Map<String, String> headers = new LinkedHashMap<>();
        Json.MAPPER
                .readTree(text(row, 5))
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().stringValue()));
        byte[] body = row.get(6, byte[].class);
        return new Delivery.Attempt(
                Objects.requireNonNull(row.get(0, Integer.class)),
                Objects.requireNonNull(row.get(1, Instant.class)),
                Objects.requireNonNull(row.get(2, Integer.class)),
                row.get(3, Integer.class),
                row.get(4, String.class),
                headers,
                body == null ? "" : Sender.text(body),
                row.get(7, String.class));
    }

    /** What nearly all have in common is not in the index of what is asked for: this says that it is not asked for. */
    static String rare(String column, List<String> values) {
        return switch (column) {
            case "state" -> values.contains("delivered") ? "" : " and d.state <> 'delivered'";
            case "cause" -> values.contains("event") ? "" : " and d.cause <> 'event'";
            case "status" ->
                values.stream().anyMatch(value -> value.startsWith("2")) ? "" : " and d.status not between 200 and 299";
            default -> "";
        };
    }

    private static String id(Readable row, int index) {
        return Objects.requireNonNull(row.get(index, UUID.class)).toString();
    }

    private static String text(Readable row, int index) {
        return Objects.requireNonNull(row.get(index, String.class));
    }
}

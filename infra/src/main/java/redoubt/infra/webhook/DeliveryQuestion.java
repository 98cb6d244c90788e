package redoubt.infra.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redoubt.api.webhook.Deliveries.Asked;
import redoubt.model.Ref;
import redoubt.query.Window;
import redoubt.query.sql.Clause;
import redoubt.webhook.Webhook;

/** What is asked of deliveries, on their way and ended, as questions to the database. */
final class DeliveryQuestion {

    private DeliveryQuestion() {}

    /** Where deliveries stand. */
    private enum Place {
        UNDER_WAY(DeliveryRow.OPEN, "webhook_under_way", "d.id"),
        ENDED(DeliveryRow.ENDED, "webhook_delivery", "d.id"),
        /** Where they left with others: of one endpoint no two of one flight. */
        ARRIVED(DeliveryRow.ENDED, "webhook_arrived", "d.flight");

        private final String columns;
        private final String table;
        private final String id;

        Place(String columns, String table, String id) {
            this.columns = columns;
            this.table = table;
            this.id = id;
        }

        /** Whether any that is asked for may stand there: what arrived with others arrived, and was told because of an event. */
        private boolean serves(Asked asked) {
            return this != ARRIVED
                    || (asked.equal()
                                    .getOrDefault("state", List.of("delivered"))
                                    .contains("delivered")
                            && asked.equal()
                                    .getOrDefault("cause", List.of("event"))
                                    .contains("event"));
        }

        /** Those of some columns there, of each crew that an endpoint was ever of. */
        private Clause select(String columns, Ref<Webhook> webhook, Asked asked, Clause end) {
            Clause those = Clause.of("select " + columns + " from " + table + " d where ")
                    .then(such(webhook, asked, this))
                    .then(end);
            return this == ARRIVED
                    ? Clause.of("select d.* from webhook_crew c cross join lateral (")
                            .then(those)
                            .then(Clause.of(") d where c.webhook = ?", UUID.fromString(webhook.id())))
                    : those;
        }
    }

    /** How many there are. */
    static Clause count(Ref<Webhook> webhook, Asked asked) {
        Clause sum = Clause.of("select 0");
        for (Place place : Place.values()) {
            if (place.serves(asked)) {
                sum = sum.then(" + (select coalesce(sum(n.n), 0)::bigint from (")
                        .then(place.select("count(*) as n", webhook, asked, Clause.of("")))
                        .then(") n)");
            }
        }
        return sum;
    }

    /** No more than the window needs is taken of each place, each in order. */
    static Clause rows(Ref<Webhook> webhook, Asked asked, Window window) {
        Clause most = Clause.of(" limit ?", window.offset() + window.limit());
        Clause all = Clause.of("select " + DeliveryRow.COLUMNS + " from (");
        String union = "(";
        for (Place place : Place.values()) {
            if (place.serves(asked)) {
                all = all.then(union)
                        .then(place.select(
                                place.columns,
                                webhook,
                                asked,
                                Clause.of(order(asked, place)).then(most)))
                        .then(")");
                union = " union all (";
            }
        }
        return all.then(") d" + order(asked, Place.UNDER_WAY))
                .then(Clause.of(" limit ? offset ?", window.limit(), window.offset()));
    }

    /** What has ended is not tried again. Identifiers sort as their beginnings do. */
    private static String order(Asked asked, Place place) {
        String way = asked.falling() ? " desc" : " asc";
        boolean begun =
                asked.order().equals("created_at") || (asked.order().equals("next_at") && place != Place.UNDER_WAY);
        return " order by " + (begun ? "" : "d." + asked.order() + way + ", ") + place.id + way;
    }

    private static Clause such(Ref<Webhook> webhook, Asked asked, Place place) {
        UUID hook = UUID.fromString(webhook.id());
        Clause such = Clause.of("d.webhook = ?", hook);
        if (place == Place.ARRIVED) {
            such = such.then(Clause.of(" and d.crew = c.crew and ? = any(d.webhooks)", hook));
        }
        for (Map.Entry<String, List<String>> each : asked.equal().entrySet()) {
            such = such.then(Clause.of(
                    " and d." + each.getKey() + " = any(?::" + type(each.getKey()) + "[])",
                    values(each.getKey(), each.getValue())));
            if (place == Place.ENDED) {
                such = such.then(DeliveryRow.rare(each.getKey(), each.getValue()));
            }
        }
        for (Map.Entry<String, Object> each : asked.ranges().entrySet()) {
            such = such.then(Clause.of(" and d." + each.getKey() + " ?", each.getValue()));
            if (each.getValue() instanceof Instant at) {
                such = such.then(since(place.id, each.getKey(), at));
            }
        }
        return such;
    }

    /** The same of identifiers, by which deliveries are found in their order. */
    private static Clause since(String id, String comparison, Instant at) {
        return comparison.endsWith(">") || comparison.endsWith(">=")
                ? Clause.of(" and " + id + " >= earliest_uuid(?)", at)
                : Clause.of(" and " + id + " < earliest_uuid(?)", at.plusMillis(1));
    }

    private static String type(String column) {
        return switch (column) {
            case "resource" -> "uuid";
            case "status" -> "int";
            default -> "text";
        };
    }

    private static Object values(String column, List<String> values) {
        return switch (column) {
            case "resource" -> values.stream().map(UUID::fromString).toArray(UUID[]::new);
            case "status" -> values.stream().map(Integer::valueOf).toArray(Integer[]::new);
            default -> values.toArray(String[]::new);
        };
    }
}

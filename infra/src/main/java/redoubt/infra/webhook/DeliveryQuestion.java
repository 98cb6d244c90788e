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

    /** How many there are. */
    static Clause count(Ref<Webhook> webhook, Asked asked) {
        return Clause.of("select (select count(*) from webhook_open d where ")
                .then(such(webhook, asked, false))
                .then(") + (select count(*) from webhook_delivery d where ")
                .then(such(webhook, asked, true))
                .then(")");
    }

    /** No more than the window needs is taken of what is on its way and of what has ended, each in order. */
    static Clause rows(Ref<Webhook> webhook, Asked asked, Window window) {
        String way = asked.falling() ? " desc" : " asc";
        // Identifiers sort as their beginnings do.
        String begun = " order by d.id" + way;
        String order =
                asked.order().equals("created_at") ? begun : " order by d." + asked.order() + way + ", d.id" + way;
        // What has ended is not tried again.
        String ended = asked.order().equals("next_at") ? begun : order;
        Clause most = Clause.of(" limit ?)", window.offset() + window.limit());
        return Clause.of("select " + DeliveryRow.COLUMNS + " from ((select " + DeliveryRow.OPEN
                        + " from webhook_open d where ")
                .then(such(webhook, asked, false))
                .then(order)
                .then(most)
                .then(" union all (select " + DeliveryRow.ENDED + " from webhook_delivery d where ")
                .then(such(webhook, asked, true))
                .then(ended)
                .then(most)
                .then(") d" + order)
                .then(Clause.of(" limit ? offset ?", window.limit(), window.offset()));
    }

    private static Clause such(Ref<Webhook> webhook, Asked asked, boolean ended) {
        Clause such = Clause.of("d.webhook = ?", UUID.fromString(webhook.id()));
        for (Map.Entry<String, List<String>> each : asked.equal().entrySet()) {
            such = such.then(Clause.of(
                    " and d." + each.getKey() + " = any(?::" + type(each.getKey()) + "[])",
                    values(each.getKey(), each.getValue())));
            if (ended) {
                such = such.then(DeliveryRow.rare(each.getKey(), each.getValue()));
            }
        }
        for (Map.Entry<String, Object> each : asked.ranges().entrySet()) {
            such = such.then(Clause.of(" and d." + each.getKey() + " ?", each.getValue()));
            if (each.getValue() instanceof Instant at) {
                such = such.then(since(each.getKey(), at));
            }
        }
        return such;
    }

    /** The same of identifiers, by which deliveries are found in their order. */
    private static Clause since(String comparison, Instant at) {
        return comparison.endsWith(">") || comparison.endsWith(">=")
                ? Clause.of(" and d.id >= earliest_uuid(?)", at)
                : Clause.of(" and d.id < earliest_uuid(?)", at.plusMillis(1));
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

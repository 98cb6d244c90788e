package redoubt.infra.webhook;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redoubt.model.EventName;
import redoubt.model.Ref;
import redoubt.people.User;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.webhook.Webhook;

/**
 * An endpoint that is to be told of what happens.
 *
 * @param id of it
 * @param organization that it belongs to
 * @param owner whose rights decide
 * @param crew with whom it hears what it hears; null if that is still to be found out
 * @param types what it wants to hear of
 * @param folders where; empty for everywhere
 * @param thin whether it wants no more than identifiers
 * @param ordered whether it wants to hear what happened to one resource in that order
 * @param inFlight how many attempts are made at once
 * @param perSecond how many are begun in a second
 * @param address where it is
 * @param checkpoint up to which position it has its messages
 */
record Endpoint(
        UUID id,
        String organization,
        String owner,
        @Nullable UUID crew,
        List<String> types,
        Set<String> folders,
        boolean thin,
        boolean ordered,
        int inFlight,
        int perSecond,
        Address address,
        long checkpoint) {

    static final String ACTIVE = "select w.id, w.org, w.owner, w.url, w.event_types, w.folders, w.payload_format ="
            + " 'thin', w.body_format = 'cloudevents', w.ordering = 'per_resource', w.max_in_flight, w.rate_per_second,"
            + " s.checkpoint, w.secret_kept, w.former_kept, w.former_until, w.headers_kept, c.crew from read.webhook w"
            + " join webhook_state s on s.webhook = w.id left join webhook_crew c on c.webhook = w.id and c.alike ="
            + " webhook_alike(w.org, w.owner, w.event_types, w.folders) where w.is_active";

    static Endpoint read(Readable row) {
        Set<String> folders = new TreeSet<>();
        for (UUID folder : Objects.requireNonNull(row.get(5, UUID[].class))) {
            folders.add(folder.toString());
        }
        UUID id = Objects.requireNonNull(row.get(0, UUID.class));
        Address address = new Address(
                Ref.of(Webhook.class, id.toString()),
                Objects.requireNonNull(row.get(3, String.class)),
                flag(row, 7),
                Objects.requireNonNull(row.get(12, String.class)),
                row.get(13, String.class),
                row.get(14, Instant.class),
                row.get(15, String.class));
        return new Endpoint(
                id,
                Objects.requireNonNull(row.get(1, UUID.class)).toString(),
                Objects.requireNonNull(row.get(2, UUID.class)).toString(),
                row.get(16, UUID.class),
                List.of(Objects.requireNonNull(row.get(4, String[].class))),
                folders,
                flag(row, 6),
                flag(row, 8),
                Objects.requireNonNull(row.get(9, Integer.class)),
                Objects.requireNonNull(row.get(10, Integer.class)),
                address,
                Objects.requireNonNull(row.get(11, Long.class)));
    }

    private static boolean flag(Readable row, int index) {
        return Objects.requireNonNull(row.get(index, Boolean.class));
    }

    Ref<Webhook> ref() {
        return address.webhook();
    }

    Ref<User> user() {
        return Ref.of(User.class, owner);
    }

    /** What it wants to hear, of all that anybody can be told. */
    Filter filter(Set<String> names) {
        return new Filter(wanted(names, types), Set.of(), Set.of(), folders);
    }

    /** Those of all names of events that are among the types: by name, by noun, or all. */
    static Set<String> wanted(Set<String> names, Collection<String> types) {
        return names.stream()
                .filter(name ->
                        types.contains("*") || types.contains(name) || types.contains(EventName.noun(name) + ".*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

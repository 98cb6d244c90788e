package redoubt.api.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.command.Act;
import redoubt.command.Expected;
import redoubt.command.Update;
import redoubt.model.Known;
import redoubt.model.NameBased;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Query;
import redoubt.query.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many updates of things inside of one, which may be named by what they are called there. */
public final class UpdateRequests<R> implements BulkResources.Requests<R> {

    static final int MOST = 500;

    private static final int MOST_INSIDE = 5_000;
    private static final String UPDATES = "updates";
    private static final String VERSION = "version";

    private final Members<R> members;
    private final Showing showing;
    private final Inside inside;
    private final Names<R> names;

    /** What things are called inside of another one: each member that names one, and the name of a thing under it. */
    public interface Names<R> {

        /** The members, the identifier among them. */
        List<String> members();

        /** What one of them is called under a member; null for nothing. */
        @Nullable
        String of(String member, Known<R> known);
    }

    UpdateRequests(Members<R> members, Showing showing, Inside inside, Names<R> names) {
        this.members = members;
        this.showing = showing;
        this.inside = inside;
        this.names = names;
    }

    @Override
    public Mono<BulkRequest<R>> of(Call call) {
        List<ObjectNode> updates = updates(call.body());
        Query<R> all = new Query<>(
                members.shape(), call.by(), inside.conditions(call), List.of(), List.of(), new Window(0, MOST_INSIDE));
        return showing.freshness()
                .read(call, _ -> showing.queries()
                        .one(call.by(), call.target(inside.container()))
                        .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                        .flatMap(_ -> showing.queries().page(all)))
                .map(page -> {
                    Map<String, Ref<R>> known = new HashMap<>();
                    page.items().forEach(sight -> names.members().forEach(member -> {
                        String name = names.of(member, sight.known());
                        if (name != null) {
                            known.putIfAbsent(member + "=" + name, sight.known().ref());
                        }
                    }));
                    return request(
                            updates, known, call.target(inside.container()).id());
                });
    }

    private static List<ObjectNode> updates(ObjectNode body) {
        Complaints complaints = new Complaints();
        body.propertyNames().stream()
                .filter(name -> !name.equals(UPDATES))
                .forEach(name -> complaints.add(Spelled.as(name), "Unknown field."));
        List<ObjectNode> updates = new ArrayList<>();
        JsonNode sent = body.get(UPDATES);
        if (sent == null) {
            complaints.add(UPDATES, "This field is required.");
        } else if (!sent.isArray() || sent.isEmpty() || sent.size() > MOST) {
            complaints.add(UPDATES, "Expected a list of 1 to " + MOST + " updates.");
        } else {
            for (int i = 0; i < sent.size(); i++) {
                if (sent.get(i) instanceof ObjectNode update) {
                    updates.add(update.deepCopy());
                } else {
                    complaints.add(UPDATES + "." + i, "Expected an object.");
                }
            }
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
        return updates;
    }

    private BulkRequest<R> request(List<ObjectNode> updates, Map<String, Ref<R>> known, String container) {
        Complaints complaints = new Complaints();
        Set<Ref<R>> seen = new HashSet<>();
        List<Act<R>> acts = new ArrayList<>();
        // Nothing is called nothing: whoever names what is not there is told so when its turn comes.
        Ref<R> nobody = members.shape().ref(NameBased.id(container, ""));
        for (int i = 0; i < updates.size(); i++) {
            String at = UPDATES + "." + i;
            ObjectNode update = updates.get(i);
            Optional<String> name = name(update, at, complaints);
            Expected expected = expected(update, at, complaints);
            Ref<R> ref = name.map(known::get).orElse(nobody);
            if (!ref.equals(nobody) && !seen.add(ref)) {
                complaints.add(at, "A resource may occur once per request.");
            }
            acts.add(new Update<>(ref, new JsonSubmission<>(members, update, Verb.AMEND), expected));
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
        return new BulkRequest<>(acts, false);
    }

    /** Takes the name out of an update, so that what remains are values. */
    private Optional<String> name(ObjectNode update, String at, Complaints complaints) {
        List<String> given = names.members().stream().filter(update::has).toList();
        if (given.size() != 1) {
            complaints.add(at, "Give one of " + String.join(", ", names.members()) + ".");
            return Optional.empty();
        }
        String member = given.getFirst();
        JsonNode value = update.remove(member);
        if (!value.isString()) {
            complaints.add(at + "." + Spelled.as(member), "Not a valid string.");
            return Optional.empty();
        }
        return Optional.of(member + "="
                + (member.equals("id") ? value.stringValue().toLowerCase(Locale.ROOT) : value.stringValue()));
    }

    private static Expected expected(ObjectNode update, String at, Complaints complaints) {
        JsonNode version = update.remove(VERSION);
        if (version == null || version.isNull()) {
            return Expected.ANY;
        }
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 0) {
            complaints.add(at + "." + VERSION, "A valid integer is required.");
            return Expected.ANY;
        }
        return Expected.version(version.longValue());
    }
}

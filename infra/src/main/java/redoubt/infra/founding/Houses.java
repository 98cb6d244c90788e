package redoubt.infra.founding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/** The organizations there are, and in whose name the house itself acts in them. */
public final class Houses {

    private final EventLog log;

    /** Reads the log. */
    public Houses(EventLog log) {
        this.log = log;
    }

    /** The system acting in each organization. */
    public Flux<Principal> system() {
        return log.read(Reading.of(Set.of("organization"), Long.MAX_VALUE))
                .<Map<String, Principal>>collect(LinkedHashMap::new, (there, event) -> {
                    if (event.change() instanceof Created<?> created
                            && created.state() instanceof Organization founded) {
                        there.put(
                                event.ref().id(),
                                Principal.system(
                                        event.ref().id(), founded.rootFolder().id()));
                    } else if (event.change() instanceof Deleted<?>) {
                        there.remove(event.ref().id());
                    }
                })
                .flatMapIterable(Map::values);
    }

    /** The first account of the first organization, acting with the rights of the system. */
    public Mono<Principal> founder() {
        return Mono.zip(
                system().next(),
                created(RoleAssignment.class, "role_assignment").next(),
                (system, first) -> new Principal(
                        new Actor(Actor.Type.USER, first.state().user().id(), null),
                        system.organization(),
                        system.root(),
                        system.grants(),
                        system.limits()));
    }

    /** The team of an organization that whoever joins it comes into; nothing if there is none. */
    @SuppressWarnings("unchecked")
    public Mono<Ref<Team>> defaultTeam(String organization) {
        return log.read(Reading.of(Set.of("organization"), Long.MAX_VALUE))
                .filter(event -> event.ref().id().equals(organization))
                .map(event -> (Event<Organization>) event)
                .reduce(
                        Optional.<Known<Organization>>empty(),
                        (known, event) -> Optional.ofNullable(Known.after(known.orElse(null), event)))
                .flatMap(known ->
                        Mono.justOrEmpty(known.map(found -> found.state().defaultTeam())));
    }

    private record Beginning<R>(Event<?> event, R state) {}

    private <R> Flux<Beginning<R>> created(Class<R> type, String noun) {
        return log.read(Reading.of(Set.of(noun), Long.MAX_VALUE)).<Beginning<R>>handle((event, sink) -> {
            if (event.change() instanceof Created<?> created) {
                sink.next(new Beginning<>(event, type.cast(created.state())));
            }
        });
    }
}

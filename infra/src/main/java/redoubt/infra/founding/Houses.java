package redoubt.infra.founding;

import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.model.Created;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
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
        return created(Organization.class, "organization")
                .map(house -> Principal.system(
                        house.event().ref().id(), house.state().rootFolder().id()));
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

    private record Beginning<R>(Event<?> event, R state) {}

    private <R> Flux<Beginning<R>> created(Class<R> type, String noun) {
        return log.read(Reading.of(Set.of(noun), Long.MAX_VALUE)).<Beginning<R>>handle((event, sink) -> {
            if (event.change() instanceof Created<?> created) {
                sink.next(new Beginning<>(event, type.cast(created.state())));
            }
        });
    }
}

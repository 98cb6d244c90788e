package redoubt.infra.account;

import reactor.core.publisher.Mono;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** What is wrong with something that was filled in. */
final class Wrong {

    private Wrong() {}

    /** Refuses one member, by the name that it has on the wire. */
    static <T> Mono<T> member(String member, String message) {
        return Mono.error(() -> new Refused(Failure.Invalid.of(Spelled.as(member), message)));
    }
}

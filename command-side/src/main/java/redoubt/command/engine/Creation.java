package redoubt.command.engine;

import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.command.Create;
import redoubt.command.Decision;
import redoubt.command.World;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;

/** Bringing a resource into being. */
final class Creation {

    private final Writing writing;

    Creation(Writing writing) {
        this.writing = writing;
    }

    <R> Mono<Decision> decision(Create<R> create, Asking asking, World world) {
        Ref<R> ref = create.target();
        Complaints complaints = new Complaints();
        Patch<R> patch = create.submission().read(null, complaints);
        return writing.judge(Intent.creation(ref, patch, create.given()), complaints, asking, world)
                .map(ruling -> {
                    if (ruling.refusal() != null || ruling.state() == null) {
                        return Decision.refused(Objects.requireNonNull(ruling.refusal()));
                    }
                    return ruling.with(ref, Decision.of(ref, new Created<>(ruling.state())));
                });
    }
}

package redoubt.command.engine;

import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Update;
import redoubt.command.World;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;

/** Giving fields new values. Nothing happens when nothing is different. */
final class Amendment {

    private final Writing writing;

    Amendment(Writing writing) {
        this.writing = writing;
    }

    <R> Mono<Decision> decision(Update<R> update, Asking asking, World world) {
        Ref<R> ref = update.target();
        return Entry.to(ref, Permission.change(ref.right()), update.expected(), asking, world)
                .flatMap(before -> {
                    Complaints complaints = new Complaints();
                    Patch<R> sent = update.submission().read(before.state(), complaints);
                    return SentBack.whole(sent, before.state(), complaints, world)
                            .flatMap(patch ->
                                    writing.judge(ref, before, patch, Patch.of(ref.type()), complaints, asking, world))
                            .map(ruling -> {
                                if (ruling.refusal() != null) {
                                    return Decision.refused(ruling.refusal());
                                }
                                R after = Objects.requireNonNull(ruling.state());
                                Decision decision =
                                        Decision.nothing().andUpdate(ref, Patch.between(before.state(), after));
                                for (Fact<R> fact : ruling.facts()) {
                                    decision = decision.and(ref, fact);
                                }
                                return decision;
                            });
                });
    }
}

package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.identity.BusinessUnit;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;

/** A business unit lies in another one, never in itself or in one of its own, and not too deep. */
public final class BusinessUnitRules implements Rules<BusinessUnit, List<Ref<BusinessUnit>>> {

    @Override
    public Class<BusinessUnit> of() {
        return BusinessUnit.class;
    }

    /** The new parent and what it lies in, nearest first. */
    @Override
    public Mono<List<Ref<BusinessUnit>>> look(Draft<BusinessUnit> draft, World world) {
        return Mono.justOrEmpty(draft.proposed().parent())
                .flatMap(world::find)
                .expand(known -> Mono.justOrEmpty(known.state().parent()).flatMap(world::find))
                .map(known -> known.ref())
                .take(BusinessUnit.MAX_DEPTH + 1L)
                .collectList();
    }

    @Override
    public Ruling<BusinessUnit> judge(Draft<BusinessUnit> draft, List<Ref<BusinessUnit>> above) {
        if (above.contains(draft.ref())) {
            return Ruling.refused(
                    Failure.Invalid.of("parent", "A business unit cannot lie in itself or in one of its own."));
        }
        return above.size() > BusinessUnit.MAX_DEPTH
                ? Ruling.refused(Failure.Invalid.of(
                        "parent", "Business units cannot be nested deeper than " + BusinessUnit.MAX_DEPTH + " levels."))
                : Ruling.settled(draft.proposed());
    }
}

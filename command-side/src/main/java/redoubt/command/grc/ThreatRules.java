package redoubt.command.grc;

import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Threat;
import redoubt.model.Patch;
import redoubt.model.access.Principal;

/** A threat lives somewhere; its record says the rest. */
public final class ThreatRules implements Rules<Threat, Boolean> {

    @Override
    public Class<Threat> of() {
        return Threat.class;
    }

    @Override
    public Threat complete(Threat proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(Threat.class).set(Threat::folder, Home.of(by)).applyTo(proposed);
    }

    @Override
    public Mono<Boolean> look(Draft<Threat> draft, World world) {
        return Mono.just(true);
    }

    @Override
    public Ruling<Threat> judge(Draft<Threat> draft, Boolean seen) {
        return Ruling.settled(draft.proposed());
    }
}

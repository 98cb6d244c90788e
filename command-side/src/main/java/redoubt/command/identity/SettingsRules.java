package redoubt.command.identity;

import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Settings;
import redoubt.model.Known;
import redoubt.model.failure.Failure;

/** Nothing is rated by a matrix that is not to be used. */
public final class SettingsRules implements Rules<Settings, Optional<RiskMatrix>> {

    @Override
    public Class<Settings> of() {
        return Settings.class;
    }

    @Override
    public Mono<Optional<RiskMatrix>> look(Draft<Settings> draft, World world) {
        return Mono.justOrEmpty(draft.proposed().defaultRiskMatrix())
                .flatMap(world::find)
                .map(Known::state)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    @Override
    public Ruling<Settings> judge(Draft<Settings> draft, Optional<RiskMatrix> chosen) {
        Settings former = draft.former();
        boolean changed = former == null
                || !former.defaultRiskMatrix().equals(draft.proposed().defaultRiskMatrix());
        return changed && chosen.isPresent() && !chosen.get().isEnabled()
                ? Ruling.refused(Failure.Invalid.of("defaultRiskMatrix", "This risk matrix is disabled."))
                : Ruling.settled(draft.proposed());
    }
}

package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.identity.BusinessUnit;
import redoubt.identity.Team;
import redoubt.model.Deleted;
import redoubt.model.Getter;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;

/** A business unit goes with everything that lies in it; the teams they grouped stay, in none. */
public final class UnitRemoval implements Behaviour<BusinessUnit, UnitRemoval.Input, UnitRemoval.Seen> {

    /** The name of the action. */
    public static final String NAME = "remove";

    /** Nothing needs to be said. */
    public record Input() {}

    /**
     * What it concerns.
     *
     * @param units the unit and all that lies in it, outermost first
     * @param teams those that they group
     */
    public record Seen(List<Known<BusinessUnit>> units, List<Known<Team>> teams) {}

    private static <R> Flux<Known<R>> pointing(
            Getter<R, Ref<BusinessUnit>> field, Class<R> type, Ref<BusinessUnit> unit, World world) {
        return world.pointing(Shape.of(type).field(field), unit)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find);
    }

    @Override
    public Class<BusinessUnit> of() {
        return BusinessUnit.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.delete("business_unit");
    }

    @Override
    public String summary() {
        return "Delete a business unit";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<UnitRemoval.Seen> look(Situation<BusinessUnit> here, Input input, World world) {
        return Flux.<Known<BusinessUnit>>just(here.target())
                .expand(unit -> pointing(BusinessUnit::parent, BusinessUnit.class, unit.ref(), world))
                .collectList()
                .flatMap(units -> Flux.fromIterable(units)
                        .concatMap(unit -> pointing(Team::businessUnit, Team.class, unit.ref(), world))
                        .collectList()
                        .map(teams -> new Seen(units, teams)));
    }

    @Override
    public Decision decide(Situation<BusinessUnit> here, Input input, UnitRemoval.Seen seen) {
        Decision decision = Decision.nothing();
        for (Known<Team> team : seen.teams()) {
            decision = decision.andUpdate(team.ref(), Patch.of(Team.class).set(Team::businessUnit, null));
        }
        for (Known<BusinessUnit> unit : seen.units().reversed()) {
            decision = decision.and(unit.ref(), new Deleted<>(unit.state()));
        }
        return decision;
    }
}

package redoubt.infra.tenancy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Founding;
import redoubt.identity.Organization;
import redoubt.identity.Team;
import redoubt.infra.account.Arrival;
import redoubt.infra.security.People.Resident;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;
import redoubt.query.Progress;

/** Who registers and was invited by nobody begins with an organization of their own, and a team in it that they lead. */
final class Workspaces implements Arrival {

    private static final Logger log = LoggerFactory.getLogger(Workspaces.class);

    /** Clients ask for their organizations at once. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    private final StoredDirectory directory;
    private final Commands commands;
    private final Progress progress;

    Workspaces(StoredDirectory directory, Commands commands, Progress progress) {
        this.directory = directory;
        this.commands = commands;
        this.progress = progress;
    }

    @Override
    public Mono<Void> of(Resident newcomer) {
        return directory
                .pending(newcomer.account().state().email())
                .hasElements()
                .filter(invited -> !invited)
                .flatMap(_ -> Mono.fromSupplier(Beginnings::read).subscribeOn(Schedulers.boundedElastic()))
                .flatMap(beginnings -> found(newcomer, beginnings))
                .flatMap(outcomes -> progress.reached(
                        outcomes.stream().mapToLong(Outcome::position).max().orElse(0), SEEN_WITHIN))
                .onErrorResume(failure -> {
                    log.warn("Somebody who registered has no organization of their own: {}", failure.getMessage());
                    return Mono.empty();
                });
    }

    private Mono<List<Outcome<?>>> found(Resident newcomer, Beginnings beginnings) {
        Ref<User> user = newcomer.account().ref();
        Founding.House house = Founding.House.draw(commands);
        Principal there = newcomer.acting(null)
                .in(house.organization().id(), house.root().id())
                .backed();
        // Not called by their address: names stand in the log for ever.
        List<Act<?>> acts = new ArrayList<>(house.foundedBy(
                user, commands, Patch.of(Organization.class).set(Organization::name, "My Workspace"), beginnings));
        Create<Team> team = Create.given(
                commands.draw(Team.class),
                Patch.of(Team.class)
                        .set(Team::organization, house.organization())
                        .set(Team::name, "My Team"));
        acts.addAll(Founding.team(commands, team, user));
        acts.add(Founding.defaultTeam(house.organization(), team.target()));
        return commands.sendAll(Instruction.of(there, null), acts);
    }
}

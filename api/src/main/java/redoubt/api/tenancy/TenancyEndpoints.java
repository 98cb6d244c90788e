package redoubt.api.tenancy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.PublicUrl;
import redoubt.api.route.Call;
import redoubt.api.route.Endpoint;
import redoubt.command.Commands;
import redoubt.model.access.Principal;
import redoubt.query.Queries;
import redoubt.query.log.EventLog;

/** Everything that can be called about organizations and what is in them. */
public final class TenancyEndpoints {

    private final List<Endpoint> endpoints = new ArrayList<>();

    /**
     * Endpoints over these.
     *
     * @param caller who sent a call that anybody may send, if they showed a credential that is good
     */
    public TenancyEndpoints(
            Directory directory,
            InviteLinks links,
            Commands commands,
            EventLog log,
            Queries queries,
            Freshness freshness,
            PublicUrl url,
            Function<Call, Mono<Principal>> caller,
            Clock clock) {
        Tenancy tenancy = new Tenancy(directory, commands, log, queries, freshness);
        Teams teams = new Teams(tenancy);
        Invitations invitations = new Invitations(tenancy, links, clock);
        endpoints.addAll(new OrganizationEndpoints(
                        tenancy, url, new Organizations(tenancy), new Memberships(tenancy), new Units(tenancy))
                .endpoints());
        endpoints.addAll(
                new TeamEndpoints(tenancy, url, teams, new TeamPeople(tenancy, teams, invitations)).endpoints());
        endpoints.addAll(new InvitationEndpoints(
                        tenancy, url, invitations, new Invites(tenancy, links, invitations, caller, clock))
                .endpoints());
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }
}

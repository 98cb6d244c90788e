package redoubt.infra.tenancy;

import static redoubt.infra.tenancy.StoredDirectory.text;

import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Flux;
import redoubt.api.tenancy.Directory.Invited;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.model.Ref;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Housekeeping;

/** Invitations of whatever organization. Who is invited is not there yet, so it is the house that looks for them. */
final class Invitations {

    private final Housekeeping house;

    Invitations(Housekeeping house) {
        this.house = house;
    }

    /** Those for which something holds; they are called {@code t}. */
    Flux<Invited> where(Clause which) {
        return house.rows(
                Clause.of("select t.id, t.team, t.email, t.status, t.expires_at, o.id, o.root_folder"
                                + " from read.team_invitation t join read.organization o on o.id = t.org where ")
                        .then(which),
                row -> new Invited(
                        Ref.of(TeamInvitation.class, text(row, 0)),
                        Ref.of(Team.class, text(row, 1)),
                        Objects.requireNonNull(row.get(2, String.class)),
                        Objects.requireNonNull(row.get(3, String.class)),
                        Objects.requireNonNull(row.get(4, Instant.class)),
                        text(row, 5),
                        text(row, 6)));
    }
}

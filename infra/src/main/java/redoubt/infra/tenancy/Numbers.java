package redoubt.infra.tenancy;

import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.api.tenancy.Seat;
import redoubt.infra.postgres.Sql;
import redoubt.query.sql.Binds;

/** The numbers of accounts, which are drawn when they are first needed: before anybody is shown. */
final class Numbers {

    /** Whose address somebody else has chosen for a name is known by their identifier. */
    private static final String DRAW = "insert into account (user_id, username) select u.id, case when exists (select"
        + " from account a where a.username = u.email) then u.id::text else u.email end from read.\"user\" u where"
        + " u.id in (select m.\"user\" from read.role_assignment m where m.org = any($1)) and not exists (select from"
        + " account a where a.user_id = u.id) on conflict do nothing";

    private final Sql sql;

    Numbers(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Completes when everybody in the organizations has one. */
    Mono<Void> drawn(List<Seat> seats) {
        UUID[] organizations =
                Binds.ids(seats.stream().map(seat -> seat.by().organization()).toList());
        return sql.run(DRAW, statement -> statement.bind("$1", organizations));
    }
}

package redoubt.infra.account;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.identity.Session;
import redoubt.infra.account.Families.Family;
import redoubt.infra.privacy.Traces;
import redoubt.infra.security.People;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;

/** Accounts of people who were erased: their names, their passwords, their sessions, and letters that were written to them. */
final class AccountTraces implements Traces {

    private final AccountTable table;
    private final Families families;
    private final People people;
    private final SessionKeeper sessions;
    private final PostRoom post;

    AccountTraces(AccountTable table, Families families, People people, SessionKeeper sessions, PostRoom post) {
        this.table = table;
        this.families = families;
        this.people = people;
        this.sessions = sessions;
        this.post = post;
    }

    @Override
    public Mono<Void> erase(Collection<UUID> erased) {
        // First what sessions begin with, so that none begins while the others end.
        return table.erase(erased)
                .thenMany(families.of(erased))
                .concatMap(this::end)
                .then(post.forget(erased));
    }

    /** In the log first: whatever is interrupted then is done again. */
    private Mono<Void> end(Family family) {
        return people.of(Ref.of(User.class, family.user())).flatMap(resident -> {
            Principal house = Principal.system(resident.organization(), resident.root());
            return sessions.end(house, family.session(), Session.Ending.ERASED, Asked.NOWHERE);
        });
    }
}

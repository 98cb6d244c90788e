package redoubt.infra.clock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import redoubt.command.grc.AcceptanceExpiry;
import redoubt.command.grc.DueSoonAnnouncement;
import redoubt.command.grc.OverdueAnnouncement;
import redoubt.command.identity.AccountExpiry;
import redoubt.grc.Risk;
import redoubt.grc.Task;
import redoubt.model.Shape;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Queries;

/** Everything that happens because days pass. */
final class Policies {

    private final Queries queries;

    private Policies(Queries queries) {
        this.queries = queries;
    }

    /**
     * All of them.
     *
     * @param soon how many days before its due date it is said of a task that it comes near
     */
    static List<Policy<?>> all(Queries queries, Collection<Integer> soon) {
        Policies policies = new Policies(queries);
        List<Policy<?>> all = new ArrayList<>();
        all.add(policies.whenAcceptanceEndsThenReopen());
        all.add(policies.whenTaskIsOverdueThenSaySo());
        // Nearest first: what was said of the nearer day need not be said of the farther one.
        soon.stream().distinct().sorted().forEach(days -> all.add(policies.whenTaskComesNearThenSaySo(days)));
        all.add(policies.whenAccountExpiresThenDeactivate());
        return all;
    }

    private Policy<Risk> whenAcceptanceEndsThenReopen() {
        Criterion lastDay = queries.criteria(Shape.of(Risk.class)).stream()
                .filter(criterion -> criterion.name().equals("acceptanceExpiresOn"))
                .findFirst()
                .orElseThrow();
        return new Policy<>(
                "Ending acceptances",
                Risk.class,
                today -> List.of(where(lastDay, Lookup.LT, today)),
                AcceptanceExpiry.NAME,
                new AcceptanceExpiry.Input());
    }

    private Policy<Task> whenTaskIsOverdueThenSaySo() {
        Criterion awaited = queries.reserved(Shape.of(Task.class), "awaited");
        return new Policy<>(
                "Saying which tasks are overdue",
                Task.class,
                today -> List.of(where(awaited, Lookup.LT, today)),
                OverdueAnnouncement.NAME,
                new OverdueAnnouncement.Input());
    }

    private Policy<Task> whenTaskComesNearThenSaySo(int days) {
        Criterion awaited = queries.reserved(Shape.of(Task.class), "awaited");
        Criterion warned = queries.reserved(Shape.of(Task.class), "warned");
        return new Policy<>(
                "Saying which tasks are due within " + days + " days",
                Task.class,
                today -> List.of(
                        where(awaited, Lookup.GTE, today),
                        where(awaited, Lookup.LTE, today.plusDays(days)),
                        where(warned, Lookup.GT, (long) days)),
                DueSoonAnnouncement.NAME,
                new DueSoonAnnouncement.Input(days));
    }

    private Policy<User> whenAccountExpiresThenDeactivate() {
        Criterion lastDay = queries.reserved(Shape.of(User.class), "expiring");
        return new Policy<>(
                "Deactivating accounts",
                User.class,
                today -> List.of(where(lastDay, Lookup.LT, today)),
                AccountExpiry.NAME,
                new AccountExpiry.Input());
    }

    private static Condition where(Criterion criterion, Lookup lookup, Object bound) {
        return new Condition(criterion, lookup, List.of(bound), false);
    }
}

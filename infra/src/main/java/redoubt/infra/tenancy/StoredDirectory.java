package redoubt.infra.tenancy;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.tenancy.Directory;
import redoubt.api.tenancy.Seat;
import redoubt.api.tenancy.Shown;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.infra.security.People;
import redoubt.model.Field;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.people.User;
import redoubt.query.Order;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Housekeeping;

/** Organizations and what is in them, from the tables of the read side. */
final class StoredDirectory implements Directory {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final Permission SEE = Permission.view("organization");

    private final Asking asking;
    private final Housekeeping house;
    private final Invitations invitations;
    private final People people;
    private final StoredInviteLinks links;
    private final Numbers numbers;
    private final Clock clock;

    StoredDirectory(
            Asking asking, Housekeeping house, People people, StoredInviteLinks links, Numbers numbers, Clock clock) {
        this.asking = asking;
        this.house = house;
        this.invitations = new Invitations(house);
        this.people = people;
        this.links = links;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Which organizations somebody sees is found out by the house, from the grants that it holds to be theirs. */
    @Override
    public Mono<List<Seat>> seats(Principal by) {
        List<String> places = by.grants().stream().map(Grant::folder).toList();
        return house.rows(
                        Clause.of(
                                "select id, root_folder from read.organization where root_folder = any(?::uuid[])"
                                        + " order by name, id",
                                (Object) Binds.ids(places)),
                        row -> new Seat(by.in(text(row, 0), text(row, 1))))
                .filter(seat -> Access.allows(
                        seat.by(),
                        SEE,
                        Scope.of(seat.by().organization(), List.of(seat.by().root()))))
                .collectList();
    }

    @Override
    public <I> Mono<Located> locate(Class<I> type, long number, List<Seat> seats) {
        View<I> view = View.of(type);
        return located(view, Clause.of("t.id = numbered(?, ?)", view.noun(), number), seats);
    }

    @Override
    public Mono<Located> invitation(String id, List<Seat> seats) {
        return Mono.justOrEmpty(Binds.id(id))
                .flatMap(uuid -> located(View.INVITATION, Clause.of("t.id = ?", uuid), seats));
    }

    private <I> Mono<Located> located(View<I> view, Clause which, List<Seat> seats) {
        return asking.rows(
                        seen(seats),
                        asked(seats, null).then("select t.id, t.org").then(rows(view, seats, List.of(which))),
                        row -> List.of(text(row, 0), text(row, 1)))
                .next()
                .flatMap(found -> Mono.justOrEmpty(seats.stream()
                        .filter(seat -> seat.by().organization().equals(found.getLast()))
                        .findFirst()
                        .map(seat -> new Located(found.getFirst(), seat))));
    }

    @Override
    public <I> Mono<Listed<I>> list(Class<I> type, Question question) {
        Shape<I> shape = Shape.of(type);
        List<String> seen = seen(question.seats());
        Mono<Long> count = asking.rows(
                        seen, count(type, question), row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
        return numbers.drawn(question.seats())
                .then(Mono.defer(() -> Mono.zip(
                        count,
                        asking.rows(seen, page(type, question), row -> item(shape, row))
                                .collectList())))
                .map(both -> new Listed<>(both.getT1(), both.getT2()));
    }

    /** What is asked for the rows of a list. */
    Clause page(Class<?> type, Question question) {
        View<?> view = View.of(type);
        String columns = Shape.of(type).fields().stream()
                .map(field -> view.columns().get(field.name()) + " as \"" + field.name() + "\"")
                .collect(Collectors.joining(", "));
        return selected(view, question, columns)
                .then(
                        " order by " + order(view, question.order()) + ", t.id limit ? offset ?",
                        question.window().limit(),
                        question.window().offset());
    }

    /** What is asked for how many there are. */
    Clause count(Class<?> type, Question question) {
        return selected(View.of(type), question, "count(*)");
    }

    private Clause selected(View<?> view, Question question, String columns) {
        List<Clause> where = new ArrayList<>();
        question.where()
                .forEach(term -> where.add(
                        Clause.of(Objects.requireNonNull(view.filters().get(term.name()), term.name()), term.value())));
        question.search()
                .forEach(word -> where.add(Clause.any(view.searched().stream()
                        .map(column -> Clause.of("strpos(lower(" + column + "), lower(?)) > 0", word))
                        .toList())));
        return asked(question.seats(), question.by().actor().user())
                .then("select " + columns)
                .then(rows(view, question.seats(), where));
    }

    private static String order(View<?> view, List<Order> order) {
        return order.isEmpty()
                ? view.order()
                : order.stream()
                        .map(term -> view.orderings().get(term.name()) + (term.descending() ? " desc" : ""))
                        .collect(Collectors.joining(", "));
    }

    /** Who asks, when, and which organizations they administer. */
    private Clause asked(List<Seat> seats, @Nullable String user) {
        UUID me = Optional.ofNullable(user).flatMap(Binds::id).orElse(NOBODY);
        return Clause.of(
                "with asked as (select ?::uuid as me, ?::timestamptz as now, ?::uuid[] as administered) ",
                me,
                clock.instant().atOffset(ZoneOffset.UTC),
                administered(seats));
    }

    private static Object administered(List<Seat> seats) {
        return organizations(seats.stream().filter(Seat::oversees).toList());
    }

    private static UUID[] organizations(List<Seat> seats) {
        return Binds.ids(seen(seats));
    }

    private static List<String> seen(List<Seat> seats) {
        return seats.stream().map(seat -> seat.by().organization()).toList();
    }

    /** What a question is about, from where its rows come on. */
    private static Clause rows(View<?> view, List<Seat> seats, List<Clause> where) {
        boolean begun = view.from().contains(" where ");
        Clause scope = view.personal()
                ? Clause.of("(t.org = any(asked.administered) or t.team = any(?::uuid[]))", (Object) Binds.ids(
                        seats.stream().flatMap(seat -> seat.leads().stream()).toList()))
                : Clause.of("t.org = any(?::uuid[])", (Object) organizations(seats));
        List<Clause> all = new ArrayList<>(List.of(scope));
        all.addAll(where);
        return Clause.of(" from asked cross join " + view.from() + (begun ? " and " : " where "))
                .then(Clause.all(all));
    }

    private <I> I item(Shape<I> shape, Readable row) {
        @Nullable Object[] values = new Object[shape.fields().size()];
        for (Field<I, ?> field : shape.fields()) {
            values[field.index()] = switch (field.kind()) {
                case INTEGER -> row.get(field.name(), Long.class);
                case BOOLEAN -> row.get(field.name(), Boolean.class);
                case INSTANT -> row.get(field.name(), Instant.class);
                default -> row.get(field.name(), String.class);
            };
        }
        I item = shape.build(values);
        return item instanceof Shown.Invitation invitation ? shape.type().cast(links.opened(invitation)) : item;
    }

    @Override
    public Mono<Ref<User>> person(long number, List<Seat> seats) {
        return asking.rows(
                        seen(seats),
                        Clause.of(
                                "select a.user_id from account a where a.pk = ? and exists (select from"
                                        + " read.role_assignment m where m.org = any(?::uuid[]) and m.\"user\" ="
                                        + " a.user_id)",
                                number,
                                organizations(seats)),
                        row -> Ref.of(User.class, text(row, 0)))
                .next();
    }

    @Override
    public Mono<Ref<User>> at(String email) {
        return people.at(email).map(resident -> resident.account().ref());
    }

    @Override
    public Mono<String> address(Principal by) {
        return Mono.justOrEmpty(by.actor().user())
                .flatMap(user -> people.of(Ref.of(User.class, user)))
                .map(resident -> resident.account().state().email());
    }

    @Override
    public Mono<Ref<RoleAssignment>> membership(Ref<User> user, Seat seat) {
        return asking.rows(
                        seen(List.of(seat)),
                        asked(List.of(seat), null)
                                .then("select t.id")
                                .then(rows(
                                        View.MEMBERSHIPS,
                                        List.of(seat),
                                        List.of(Clause.of("t.\"user\" = ?::uuid", user.id())))),
                        row -> Ref.of(RoleAssignment.class, text(row, 0)))
                .next();
    }

    @Override
    public Mono<Ref<TeamMembership>> place(Ref<User> user, Ref<Team> team, Seat seat) {
        return asking.rows(
                        seen(List.of(seat)),
                        Clause.of(
                                "select id from read.team_membership where team = ?::uuid and \"user\" = ?::uuid",
                                team.id(),
                                user.id()),
                        row -> Ref.of(TeamMembership.class, text(row, 0)))
                .next();
    }

    @Override
    public Mono<Invited> invited(String id) {
        return invited(Clause.of("t.id = ?::uuid", id));
    }

    @Override
    public Mono<Invited> invited(Ref<Team> team, String email) {
        return invited(Clause.of("t.team = ?::uuid and lower(t.email) = ?", team.id(), email));
    }

    /** The invitations for an address that nobody has answered. */
    Flux<Invited> pending(String email) {
        return invitations.where(Clause.of("t.status = 'pending' and lower(t.email) = lower(?)", email));
    }

    private Mono<Invited> invited(Clause which) {
        return invitations.where(which).next();
    }

    @Override
    public Mono<Shown.Preview> preview(Invited invited) {
        return asking.rows(
                        invited.organization(),
                        Clause.of(
                                "select x.name, o.name, t.role from read.team_invitation t join read.team x on x.id ="
                                        + " t.team join read.organization o on o.id = t.org where t.id = ?::uuid",
                                invited.ref().id()),
                        row -> new Shown.Preview(
                                Objects.requireNonNull(row.get(0, String.class)),
                                Objects.requireNonNull(row.get(1, String.class)),
                                invited.email(),
                                Objects.requireNonNull(row.get(2, String.class)),
                                invited.status(),
                                invited.expiresAt()))
                .next();
    }

    static String text(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, UUID.class)).toString();
    }
}

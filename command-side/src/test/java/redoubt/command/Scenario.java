package redoubt.command;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redoubt.command.engine.AxonCommands;
import redoubt.command.engine.Messages;
import redoubt.command.identity.Beginnings;
import redoubt.command.identity.Founding;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.model.Catalogue;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Unfolding;
import redoubt.model.Vocabulary;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Principal.Limits;
import redoubt.model.access.Role;
import redoubt.model.wire.EventJson;
import redoubt.people.User;

/**
 * Given, when, then for decisions: the real write path over a log in memory, a clock that stands still, and few words to
 * speak with. A founded house has a root folder, a default matrix and an administrator, on whose behalf things happen
 * unless it is said otherwise.
 */
public final class Scenario {

    /** The most active tokens that an account may have here. */
    public static final int TOKENS = 3;

    /** How long a token may live here. */
    public static final Duration TOKEN_LIFE = Duration.ofDays(365);

    private static final Catalogue CATALOGUE = Vocabulary.catalogue();

    private final House house;
    private final Principal by;

    /** What all views of one house share: two nodes on one log, of which one serves whoever gets in between. */
    private record House(Commands commands, Commands elsewhere, MemoryLog log, Messages messages, Ticking clock) {}

    private Scenario(House house, Principal by) {
        this.house = house;
        this.by = by;
    }

    /** An empty log, and nobody to act. */
    static Scenario empty() {
        EventJson json = new EventJson(CATALOGUE, List.of());
        Messages messages = new Messages(CATALOGUE, json);
        Ticking clock = new Ticking();
        MemoryLog log = new MemoryLog(CATALOGUE, json, clock);
        return new Scenario(
                new House(commands(log, messages, clock), commands(log, messages, clock), log, messages, clock),
                Principal.system("none", "none"));
    }

    private static Commands commands(MemoryLog log, Messages messages, Clock clock) {
        return new AxonCommands(log, messages, log, log, CATALOGUE, Domain.RULES, Domain.BEHAVIOURS, clock);
    }

    /** A house that has just come into being. */
    public static Scenario founded() {
        return empty().found("Acme");
    }

    /** One more house in the same log; its administrator acts. */
    public Scenario found(String organization) {
        Ref<ApiToken> token = Ref.of(ApiToken.class, UUID.randomUUID().toString());
        new Founding(house.commands)
                .found(new Founding.Plan(organization, "ada@example.org", Beginnings.read(), token, "pst_AAAAAAAA"))
                .block(Duration.ofSeconds(10));
        Known<ApiToken> known = Objects.requireNonNull(known(token));
        String tenant = log().getLast().envelope().organization();
        String root = Objects.requireNonNull(known(Ref.of(Organization.class, tenant)))
                .state()
                .rootFolder()
                .id();
        Actor actor = new Actor(Actor.Type.USER, known.state().owner().id(), token.id());
        return new Scenario(
                house,
                new Principal(actor, tenant, root, List.of(new Grant(Role.ADMINISTRATOR, root, true)), Limits.NONE));
    }

    /** The same house, with somebody else acting. */
    public Scenario as(Principal principal) {
        return new Scenario(house, principal);
    }

    /** The same house and person, with a credential that takes this away. */
    public Scenario limited(boolean readOnly, @Nullable Ref<Folder> folder) {
        Limits limits = new Limits(readOnly, folder == null ? null : folder.id());
        return as(new Principal(by.actor(), by.organization(), by.root(), by.grants(), limits));
    }

    /** The same house, with a new account acting that holds the role on the folder and below. */
    public Scenario as(Role role, Ref<Folder> folder) {
        Ref<User> user = user(UUID.randomUUID() + "@example.org");
        return as(new Principal(
                new Actor(Actor.Type.USER, user.id(), null),
                by.organization(),
                by.root(),
                List.of(new Grant(role, folder.id(), true)),
                Limits.NONE));
    }

    /** The same house and person, acting with that token. */
    public Scenario with(Ref<ApiToken> token) {
        Actor actor = new Actor(Actor.Type.USER, by.actor().user(), token.id());
        return as(new Principal(actor, by.organization(), by.root(), by.grants(), by.limits()));
    }

    /** These things happen, without fail. */
    public Scenario given(Act<?>... acts) {
        when(acts).outcomes();
        return this;
    }

    /** All of these things are asked for in one command. */
    public Then when(Act<?>... acts) {
        return when(Instruction.of(by, "request"), acts);
    }

    /** The same, in a context of one's own. */
    public Then when(Instruction instruction, Act<?>... acts) {
        return sent(house.commands, instruction, acts);
    }

    private static Then sent(Commands commands, Instruction instruction, Act<?>... acts) {
        return Then.of(
                acts.length == 1
                        ? commands.send(instruction, acts[0]).map(List::<Outcome<?>>of)
                        : commands.sendAll(instruction, List.of(acts)));
    }

    /** The next time anybody appends, these acts get in first, once, on behalf of whoever acts in this view. */
    public Scenario meanwhile(Act<?>... acts) {
        house.log.beforeAppend(() -> getIn(acts));
        return this;
    }

    /** From now on, every append is preceded by another one of these acts. */
    public Scenario always(Supplier<Act<?>> act) {
        house.log.beforeAppend(() -> {
            getIn(act.get());
            always(act);
        });
        return this;
    }

    private void getIn(Act<?>... acts) {
        house.log.beforeAppend(() -> {});
        sent(house.elsewhere, Instruction.of(by, "request"), acts).outcomes();
    }

    /** Time passes. */
    public Scenario later(Duration time) {
        house.clock.pass(time);
        return this;
    }

    /** The house stands in that time zone. */
    public Scenario in(String zone) {
        house.clock.move(ZoneId.of(zone));
        return this;
    }

    /** The clock of the house. */
    public Clock clock() {
        return house.clock;
    }

    /** The one who acts. */
    public Principal by() {
        return by;
    }

    /** The folder at the top. */
    public Ref<Folder> root() {
        return Ref.of(Folder.class, by.root());
    }

    /** The matrix that the house was founded with. */
    public Ref<RiskMatrix> matrix() {
        return Objects.requireNonNull(known(Ref.of(Organization.class, by.organization())))
                .state()
                .defaultRiskMatrix();
    }

    /** A new folder at the top. */
    public Ref<Folder> folder(String name) {
        return folder(name, root());
    }

    /** A new folder below another one. */
    public Ref<Folder> folder(String name, Ref<Folder> parent) {
        return made(Patch.of(Folder.class).set(Folder::name, name).set(Folder::parentFolder, parent));
    }

    /** A new risk at the top. */
    public Ref<Risk> risk(String name) {
        return made(Patch.of(Risk.class).set(Risk::name, name));
    }

    /** A new account. */
    public Ref<User> user(String email) {
        return made(Patch.of(User.class).set(User::email, email));
    }

    /** A new resource with these values. */
    public <R> Ref<R> made(Patch<R> patch) {
        Create<R> create = Acts.create(patch);
        given(create);
        return create.target();
    }

    /** How many appends were tried so far. */
    public int attempts() {
        return house.log.attempts();
    }

    /** From now on a snapshot is kept after so many events each, and all there are so far are gone. */
    public void spacing(int events) {
        house.log.spacing(events);
    }

    /** How many snapshots there are. */
    public int snapshots() {
        return house.log.snapshots();
    }

    /** How many messages were read to decide on, so far. */
    public long sourced() {
        return house.log.sourced();
    }

    /** Everything that is recorded, oldest first. */
    public List<Event<?>> log() {
        List<Event<?>> events = new ArrayList<>();
        house.log.messages().forEach(message -> events.add(house.messages.read(message, events.size() + 1L)));
        return events;
    }

    /** What the log knows of a resource; null if it is not there. */
    public <R> @Nullable Known<R> known(Ref<R> ref) {
        Known<R> known = null;
        for (Event<?> event : log()) {
            Event<R> about = Unfolding.about(ref, event).orElse(null);
            if (about != null) {
                known = Known.after(known, about);
            }
        }
        return known;
    }

    /** The state of a resource that is there. */
    public <R> R state(Ref<R> ref) {
        return Objects.requireNonNull(known(ref), ref + " is not there").state();
    }
}
